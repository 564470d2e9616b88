package dev.telltale.node.collection;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The Merkle tree hash of RFC 6962, section 2.1, with SHA-256. */
public final class MerkleTree {
  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;

  private final MessageDigest sha256;

  private MerkleTree() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The root over {@code leaves} in their order; that of no leaves is SHA-256 of nothing. */
  public static byte[] root(List<byte[]> leaves) {
    MerkleTree tree = new MerkleTree();
    return leaves.isEmpty() ? tree.sha256.digest() : tree.hash(leaves);
  }

  private byte[] hash(List<byte[]> leaves) {
    int n = leaves.size();
    if (n == 1) {
      sha256.update(LEAF);
      return sha256.digest(leaves.get(0));
    }
    int split = Integer.highestOneBit(n - 1); // the largest power of two below n
    byte[] left = hash(leaves.subList(0, split));
    byte[] right = hash(leaves.subList(split, n));
    sha256.update(NODE);
    sha256.update(left);
    return sha256.digest(right);
  }
}
