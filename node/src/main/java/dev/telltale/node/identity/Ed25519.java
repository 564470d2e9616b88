package dev.telltale.node.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 as RFC 8032 writes it, raw bytes in and out, on top of the JDK's own. */
final class Ed25519 {
  static final int SEED_BYTES = 32;
  static final int PUBLIC_KEY_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  // RFC 8410: a PKCS#8 private key of this kind is always these bytes, then the seed.
  private static final byte[] PKCS8_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private Ed25519() {}

  static byte[] newSeed() {
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    return seed;
  }

  static byte[] pkcs8(byte[] seed) {
    byte[] encoded = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + SEED_BYTES);
    System.arraycopy(seed, 0, encoded, PKCS8_PREFIX.length, SEED_BYTES);
    return encoded;
  }

  /** The seed in a PKCS#8 key, or an empty array when {@code pkcs8} is something else. */
  static byte[] seedOf(byte[] pkcs8) {
    return pkcs8.length == PKCS8_PREFIX.length + SEED_BYTES
            && Arrays.equals(pkcs8, 0, PKCS8_PREFIX.length, PKCS8_PREFIX, 0, PKCS8_PREFIX.length)
        ? Arrays.copyOfRange(pkcs8, PKCS8_PREFIX.length, pkcs8.length)
        : new byte[0];
  }

  static PrivateKey privateKey(byte[] seed) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(seed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** The public key that belongs to {@code seed}. */
  static byte[] publicKey(byte[] seed) {
    try {
      // The JDK has no call for this; but its generator takes its 32 random bytes as the seed.
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new KnownBytes(seed));
      EdECPoint point = ((EdECPublicKey) generator.generateKeyPair().getPublic()).getPoint();
      return encode(point);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** False as well when {@code publicKey} is no point of the curve. */
  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (publicKey.length != PUBLIC_KEY_BYTES || signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      EdECPublicKeySpec spec = new EdECPublicKeySpec(NamedParameterSpec.ED25519, decode(publicKey));
      PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(spec);
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // the bytes came from outside: not a key, or not a signature
    }
  }

  private static byte[] encode(EdECPoint point) {
    byte[] bigEndian = point.getY().toByteArray();
    byte[] key = new byte[PUBLIC_KEY_BYTES];
    for (int i = 0; i < bigEndian.length && i < key.length; i++) {
      key[i] = bigEndian[bigEndian.length - 1 - i];
    }
    if (point.isXOdd()) {
      key[PUBLIC_KEY_BYTES - 1] |= (byte) 0x80;
    }
    return key;
  }

  private static EdECPoint decode(byte[] key) {
    byte[] bigEndian = new byte[PUBLIC_KEY_BYTES];
    for (int i = 0; i < key.length; i++) {
      bigEndian[i] = key[key.length - 1 - i];
    }
    boolean xOdd = bigEndian[0] < 0;
    bigEndian[0] &= 0x7f;
    return new EdECPoint(xOdd, new BigInteger(1, bigEndian));
  }

  private static final class KnownBytes extends SecureRandom {
    private final byte[] known;

    KnownBytes(byte[] known) {
      this.known = known;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(known, 0, bytes, 0, bytes.length);
    }
  }
}
