package dev.telltale.node.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A node's public key as others see it: base64 of 32 bytes, from which its address follows. */
public final class PublisherKey {
  private static final int ADDRESS_BYTES = 20;

  private PublisherKey() {}

  /** True when {@code signature} is that of {@code publicKey} over {@code message}. */
  public static boolean verify(String publicKey, byte[] message, byte[] signature) {
    Optional<byte[]> raw = raw(publicKey);
    return raw.isPresent() && Ed25519.verify(raw.get(), message, signature);
  }

  /** {@code 0x} and 40 hex digits; nothing when {@code publicKey} is not base64 of 32 bytes. */
  public static Optional<String> addressOf(String publicKey) {
    return raw(publicKey).map(PublisherKey::address);
  }

  static String address(byte[] rawPublicKey) {
    byte[] digest = sha256(rawPublicKey);
    return "0x" + HexFormat.of().formatHex(Arrays.copyOf(digest, ADDRESS_BYTES));
  }

  private static Optional<byte[]> raw(String publicKey) {
    try {
      byte[] raw = Base64.getDecoder().decode(publicKey);
      // One key, one spelling: base64 has spare bits in its last character.
      boolean canonical = Base64.getEncoder().encodeToString(raw).equals(publicKey);
      return canonical && raw.length == Ed25519.PUBLIC_KEY_BYTES
          ? Optional.of(raw)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
