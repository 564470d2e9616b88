package dev.telltale.node.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Base64;

/**
 * Who this node is: an Ed25519 key that never leaves it, and the address that follows from it.
 *
 * <p>Safe for use by many threads.
 */
public final class NodeIdentity {
  private final PrivateKey privateKey;
  private final String publicKey;
  private final String peerId;

  NodeIdentity(byte[] seed) {
    byte[] rawPublicKey = Ed25519.publicKey(seed);
    this.privateKey = Ed25519.privateKey(seed);
    this.publicKey = Base64.getEncoder().encodeToString(rawPublicKey);
    this.peerId = PublisherKey.address(rawPublicKey);
  }

  /**
   * The identity kept in {@code dataDir/identity.pem}; a new one is made and kept there when there
   * is none.
   *
   * @throws IOException when the file is no Ed25519 key, or others than its owner may read it
   */
  public static NodeIdentity loadOrCreate(Path dataDir) throws IOException {
    return new NodeIdentity(new KeyFile(dataDir).loadOrCreate());
  }

  /** {@code 0x} and 40 hex digits: first 20 bytes of SHA-256 of the public key. */
  public String peerId() {
    return peerId;
  }

  /** Raw public key, base64. */
  public String publicKey() {
    return publicKey;
  }

  public byte[] sign(byte[] message) {
    return Ed25519.sign(privateKey, message);
  }

  @Override
  public String toString() {
    return peerId;
  }
}
