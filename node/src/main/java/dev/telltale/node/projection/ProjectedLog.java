package dev.telltale.node.projection;

import dev.telltale.node.collection.CanonicalRdf;
import dev.telltale.node.collection.ManifestSigner;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.repository.Appended;
import dev.telltale.node.repository.Repository;
import dev.telltale.node.repository.RepositoryException;
import dev.telltale.node.triplestore.TripleStore;
import dev.telltale.node.triplestore.TripleStoreException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where collections are kept: first in the log, which is the truth, then in the triple store, which
 * can be rebuilt from it. Safe for use by many threads.
 */
public final class ProjectedLog {
  private static final Logger log = LoggerFactory.getLogger(ProjectedLog.class);
  private static final int PAGE = 64;

  private final String network;
  private final NodeIdentity identity;
  private final ManifestSigner signer;
  private final Repository repository;
  private final TripleStore triples;
  private final InstantSource clock;

  public ProjectedLog(
      String network,
      NodeIdentity identity,
      Repository repository,
      TripleStore triples,
      InstantSource clock) {
    this.network = network;
    this.identity = identity;
    this.signer = new ManifestSigner(identity);
    this.repository = repository;
    this.triples = triples;
    this.clock = clock;
    if (triples.isEmpty()) {
      repository.forgetProjected(); // a store that was not closed starts empty
    }
  }

  /**
   * Signs {@code content} as this node's next collection. When it returns, a kill loses nothing.
   */
  public SignedCollection publish(CanonicalRdf content) {
    SignedCollection published =
        repository.appendNext(
            identity.peerId(),
            number ->
                signer.sign(
                    new Ual(network, identity.peerId(), number),
                    content,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    project(published);
    return published;
  }

  /** Keeps a verified collection of another publisher. */
  public Appended keep(SignedCollection collection) {
    Appended appended = repository.append(collection);
    if (appended == Appended.NEW) project(collection);
    return appended;
  }

  public Optional<SignedCollection> find(Ual ual) {
    return repository.find(ual);
  }

  /**
   * Brings into the triple store what is only in the log: a kill between the two, or a store that
   * refused, leaves such collections behind, and so does a store that was lost.
   *
   * @return how many were brought in
   */
  public int projectPending() {
    int projected = 0;
    for (List<Ual> page = repository.notProjected(PAGE);
        !page.isEmpty();
        page = repository.notProjected(PAGE)) {
      for (Ual ual : page) {
        if (!repository.find(ual).map(this::project).orElse(false)) return projected;
        projected++;
      }
    }
    return projected;
  }

  private boolean project(SignedCollection collection) {
    Ual ual = collection.manifest().ual();
    try {
      triples.insert(collection);
      repository.markProjected(ual);
      return true;
    } catch (TripleStoreException | RepositoryException e) {
      // It is in the log and so it is published, whatever became of the projection.
      log.atWarn()
          .addKeyValue("ual", ual)
          .log("{} is in the log and not yet in the triple store: {}", ual, e.getMessage());
      return false;
    }
  }
}
