package dev.telltale.node.collection;

import static java.util.Objects.requireNonNull;

import dev.telltale.node.identity.PublisherKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Checks what another node says is a collection: who signed it, and that its content is what was
 * signed. Safe for use by many threads.
 */
public final class CollectionVerifier {
  private final String network;

  /** Takes collections of {@code network} only, e.g. {@code local:1}. */
  public CollectionVerifier(String network) {
    this.network = requireNonNull(network, "network");
  }

  /**
   * The first thing that is wrong with {@code collection}: what was expected and what was found.
   */
  public Optional<String> problem(SignedCollection collection) {
    Manifest manifest = collection.manifest();
    return signerProblem(manifest)
        .or(() -> contentProblem(manifest, collection.nquads()))
        .map(problem -> manifest.ual() + ": " + problem);
  }

  private Optional<String> signerProblem(Manifest manifest) {
    Ual ual = manifest.ual();
    if (!ual.network().equals(network)) {
      return expected("network " + network, ual.network());
    }
    Optional<String> address = PublisherKey.addressOf(manifest.publisherKey());
    if (address.isEmpty()) {
      return expected("a publisher key of 32 bytes in base64", manifest.publisherKey());
    }
    if (!address.get().equals(ual.publisher())) {
      return expected("the key of " + ual.publisher(), "that of " + address.get());
    }
    byte[] signature;
    try {
      signature = Base64.getDecoder().decode(manifest.signature());
    } catch (IllegalArgumentException e) {
      return expected("a signature in base64", "\"" + manifest.signature() + "\"");
    }
    return PublisherKey.verify(
            manifest.publisherKey(), ManifestJson.signedBytes(manifest), signature)
        ? Optional.empty()
        : expected("the publisher's signature over the manifest", "another one");
  }

  private static Optional<String> contentProblem(Manifest manifest, String nquads) {
    byte[] utf8 = nquads.getBytes(StandardCharsets.UTF_8);
    if (utf8.length != manifest.byteSize()) {
      return expected(manifest.byteSize() + " bytes", utf8.length + " bytes");
    }
    List<byte[]> lines = NQuadLines.split(utf8);
    if (lines.size() != manifest.triples()) {
      return expected(manifest.triples() + " triples", lines.size() + " triples");
    }
    String root = HexFormat.of().formatHex(MerkleTree.root(lines));
    if (!root.equals(manifest.merkleRoot())) {
      return expected("Merkle root " + manifest.merkleRoot(), root);
    }
    int assets = Assets.count(lines);
    if (assets != manifest.assets()) {
      return expected(manifest.assets() + " assets", assets + " assets");
    }
    return CanonicalLines.problem(nquads, lines);
  }

  static Optional<String> expected(String expected, String found) {
    return Optional.of("expected " + expected + ", found " + found);
  }
}
