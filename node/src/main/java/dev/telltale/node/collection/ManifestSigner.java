package dev.telltale.node.collection;

import static java.util.Objects.requireNonNull;

import dev.telltale.node.identity.NodeIdentity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Vouches for a collection in a node's name. Safe for use by many threads. */
public final class ManifestSigner {
  private final NodeIdentity identity;

  public ManifestSigner(NodeIdentity identity) {
    this.identity = requireNonNull(identity, "identity");
  }

  /** Signs {@code content} as {@code ual}, which must be in this node's own log. */
  public SignedCollection sign(Ual ual, CanonicalRdf content, Instant publishedAt) {
    if (!ual.publisher().equals(identity.peerId())) {
      throw new IllegalArgumentException(
          "expected a UAL of " + identity.peerId() + ", found " + ual);
    }
    Manifest unsigned =
        new Manifest(
            ual,
            content.merkleRoot(),
            content.byteSize(),
            content.assets(),
            content.triples(),
            publishedAt.truncatedTo(ChronoUnit.MILLIS),
            identity.publicKey(),
            "");
    byte[] signature = identity.sign(ManifestJson.signedBytes(unsigned));
    return new SignedCollection(
        new Manifest(
            ual,
            unsigned.merkleRoot(),
            unsigned.byteSize(),
            unsigned.assets(),
            unsigned.triples(),
            unsigned.publishedAt(),
            unsigned.publisherKey(),
            Base64.getEncoder().encodeToString(signature)),
        content.nquads());
  }
}
