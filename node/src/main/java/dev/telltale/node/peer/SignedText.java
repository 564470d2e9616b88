package dev.telltale.node.peer;

import dev.telltale.node.network.PeerProtocol;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is signed of a message between nodes: lines of UTF-8 text, each ended by a line feed, none
 * of which can hold one.
 *
 * <pre>
 * telltale-request-v1     telltale-answer-v1
 * POST                    HTTP status
 * path                    nonce of the request
 * date                    SHA-256 of the body, hex
 * nonce
 * SHA-256 of the body, hex
 * </pre>
 */
final class SignedText {
  static final String PEER = "telltale-peer";
  static final String DATE = "telltale-date";
  static final String NONCE = "telltale-nonce";
  static final String SIGNATURE = "telltale-signature";

  private SignedText() {}

  static byte[] request(PeerProtocol protocol, String date, String nonce, byte[] body) {
    return lines("telltale-request-v1", "POST", protocol.path(), date, nonce, sha256(body));
  }

  static byte[] answer(int status, String nonce, byte[] body) {
    return lines("telltale-answer-v1", Integer.toString(status), nonce, sha256(body));
  }

  private static byte[] lines(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
