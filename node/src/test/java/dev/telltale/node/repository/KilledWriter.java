package dev.telltale.node.repository;

import dev.telltale.node.collection.CanonicalRdf;
import dev.telltale.node.collection.ManifestSigner;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.triplestore.Rdf4jTripleStore;
import dev.telltale.node.triplestore.TripleStore;
import java.nio.file.Path;
import java.time.Instant;

/** Publishes until it is killed; prints each UAL once the repository has said it is kept. */
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] args) throws Exception {
    Path dataDir = Path.of(args[0]);
    NodeIdentity identity = NodeIdentity.loadOrCreate(dataDir);
    ManifestSigner signer = new ManifestSigner(identity);
    try (Repository repository = SqliteRepository.open(dataDir);
        TripleStore store = Rdf4jTripleStore.open(dataDir)) {
      for (int i = 0; true; i++) {
        CanonicalRdf content = Samples.turtle(turtle(i));
        SignedCollection kept =
            repository.appendNext(
                identity.peerId(),
                number ->
                    signer.sign(
                        new Ual(Samples.NETWORK, identity.peerId(), number),
                        content,
                        Instant.EPOCH));
        System.out.println(kept.manifest().ual() + " " + kept.manifest().merkleRoot());
        store.insert(kept);
        repository.markProjected(kept.manifest().ual());
      }
    }
  }

  private static String turtle(int i) {
    return "<http://e/" + i + "> <http://e/p> [ <http://e/q> \"" + "x".repeat(20_000) + "\" ] .";
  }
}
