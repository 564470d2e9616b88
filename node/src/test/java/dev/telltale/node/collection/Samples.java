package dev.telltale.node.collection;

import dev.telltale.node.identity.NodeIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Collections for tests, signed by an identity made for them. */
public final class Samples {
  public static final String NETWORK = "local:1";
  public static final Instant PUBLISHED_AT = Instant.parse("2026-01-31T12:00:00.250Z");
  private static final NodeIdentity PUBLISHER = newIdentity();

  private Samples() {}

  public static NodeIdentity publisher() {
    return PUBLISHER;
  }

  public static NodeIdentity newIdentity() {
    try {
      Path dir = Files.createTempDirectory("identity");
      NodeIdentity identity = NodeIdentity.loadOrCreate(dir);
      Files.delete(dir.resolve("identity.pem"));
      Files.delete(dir);
      return identity;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static CanonicalRdf canonical(RdfFormat format, String text) {
    return CanonicalRdf.of(
        ParsedRdf.parse(format, text.getBytes(StandardCharsets.UTF_8)), Duration.ofSeconds(5));
  }

  public static CanonicalRdf turtle(String text) {
    return canonical(RdfFormat.TURTLE, text);
  }

  /** Number {@code number} of {@link #publisher}'s log. */
  public static SignedCollection signed(long number, String turtle) {
    return signed(number, turtle(turtle));
  }

  public static SignedCollection signed(long number, CanonicalRdf content) {
    Ual ual = new Ual(NETWORK, PUBLISHER.peerId(), number);
    return new ManifestSigner(PUBLISHER).sign(ual, content, PUBLISHED_AT);
  }
}
