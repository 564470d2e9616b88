package dev.telltale.node.peer;

import dev.telltale.node.identity.PublisherKey;
import dev.telltale.node.network.PeerProtocol;
import dev.telltale.node.network.Sender;
import dev.telltale.node.network.SenderCheck;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds out who signed a request: the key must fit the signature, the date this node's clock, and
 * the nonce must be new.
 */
public final class SignatureCheck implements SenderCheck {
  /** How far the clocks of two nodes may be apart. */
  static final Duration CLOCK_WINDOW = Duration.ofMinutes(5);

  private static final int NONCES_OF_A_PEER = 100_000;
  private static final int NONCES_OF_STRANGERS = 10_000;
  private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");

  private final PeerTable peers;
  private final InstantSource clock;
  private final SeenNonces seen =
      new SeenNonces(CLOCK_WINDOW.multipliedBy(2), NONCES_OF_A_PEER, NONCES_OF_STRANGERS);

  public SignatureCheck(PeerTable peers, InstantSource clock) {
    this.peers = peers;
    this.clock = clock;
  }

  @Override
  public Sender check(PeerProtocol protocol, Map<String, String> headers, byte[] body) {
    String key = headers.getOrDefault(SignedText.PEER, "");
    String date = headers.getOrDefault(SignedText.DATE, "");
    String nonce = headers.getOrDefault(SignedText.NONCE, "");
    Optional<String> peerId = PublisherKey.addressOf(key);
    if (peerId.isEmpty()) return nobody(SignedText.PEER + ": expected an Ed25519 key in base64");
    if (!isNow(date)) {
      return nobody(
          SignedText.DATE
              + ": expected a time within "
              + CLOCK_WINDOW.toMinutes()
              + " min of "
              + clock.instant());
    }
    if (!NONCE.matcher(nonce).matches()) {
      return nobody(SignedText.NONCE + ": expected 32 hex digits");
    }
    byte[] signed = SignedText.request(protocol, date, nonce, body);
    if (!PublisherKey.verify(key, signed, bytes(headers.getOrDefault(SignedText.SIGNATURE, "")))) {
      return nobody(
          SignedText.SIGNATURE + ": expected the signature of this request by " + peerId.get());
    }
    boolean known = peers.find(peerId.get()).isPresent();
    // Last, so that only its owner can use up a nonce.
    return switch (seen.take(peerId.get(), known, nonce, clock.instant())) {
      case NEW -> new Sender(peerId.get(), known, null);
      case USED_BEFORE ->
          nobody(SignedText.NONCE + ": expected a new one, found one that was used before");
      case NO_ROOM ->
          nobody(
              SignedText.NONCE
                  + ": expected fewer requests within "
                  + CLOCK_WINDOW.multipliedBy(2).toMinutes()
                  + " min");
    };
  }

  private boolean isNow(String date) {
    try {
      Duration apart = Duration.between(Instant.parse(date), clock.instant()).abs();
      return apart.compareTo(CLOCK_WINDOW) <= 0;
    } catch (DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Sender nobody(String why) {
    return new Sender(null, false, why);
  }
}
