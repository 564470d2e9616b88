package dev.telltale.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.node.collection.Samples;
import dev.telltale.node.identity.NodeIdentity;
import dev.telltale.node.network.PeerProtocol;
import dev.telltale.node.network.Sender;
import dev.telltale.node.repository.InMemoryRepository;
import dev.telltale.node.repository.PeerRecord;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureCheckTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final byte[] BODY = {'{', '}'};
  private static final String NONCE = "0123456789abcdef".repeat(2);

  private final NodeIdentity sender = Samples.newIdentity();
  private final PeerTable peers = new PeerTable(new InMemoryRepository());
  private Instant now = START;
  private final SignatureCheck check = new SignatureCheck(peers, () -> now);

  @Test
  void signed_byAStranger_andByAPeer() {
    assertThat(check(headers(START, NONCE))).isEqualTo(new Sender(sender.peerId(), false, null));
    peers.met(
        new PeerRecord(
            sender.peerId(), sender.publicKey(), URI.create("http://127.0.0.1:1"), START));
    assertThat(check(headers(START, NONCE.replace('0', 'f'))))
        .isEqualTo(new Sender(sender.peerId(), true, null));
  }

  @Test
  void aDateIsGoodForFiveMinutesEitherWay() {
    Map<String, String> headers = headers(START, NONCE);
    now = START.plus(SignatureCheck.CLOCK_WINDOW).plusMillis(1);
    assertThat(check(headers).why()).startsWith("telltale-date: ");
    now = START.minus(SignatureCheck.CLOCK_WINDOW).minusMillis(1);
    assertThat(check(headers).why()).startsWith("telltale-date: ");
    now = START.plus(SignatureCheck.CLOCK_WINDOW);
    assertThat(check(headers).why()).isNull();
  }

  @Test
  void aNonceIsRememberedForAsLongAsItsDateIsGood() {
    now = START.minus(SignatureCheck.CLOCK_WINDOW);
    Map<String, String> headers = headers(START, NONCE);
    assertThat(check(headers).why()).isNull();
    now = START.plus(SignatureCheck.CLOCK_WINDOW);
    assertThat(check(headers).why()).startsWith("telltale-nonce: ");
  }

  @Test
  void aForger_canNotUseUpANonce() {
    Map<String, String> forged = headers(START, NONCE);
    forged.put(SignedText.SIGNATURE, Base64.getEncoder().encodeToString(new byte[64]));
    assertThat(check(forged).why()).startsWith("telltale-signature: ");
    assertThat(check(headers(START, NONCE)).why()).isNull();
  }

  @Test
  void aKeyHasOneSpelling() {
    Map<String, String> headers = headers(START, NONCE);
    assertThat(check(headers).why()).isNull();
    headers.put(SignedText.PEER, sender.publicKey().replace("=", ""));
    assertThat(check(headers).why()).startsWith("telltale-peer: ");
  }

  @Test
  void whatIsNoDateNonceOrSignature() {
    for (String date : new String[] {"", "yesterday", "+1000000000-12-31T23:59:59.999999999Z"}) {
      Map<String, String> headers = headers(START, NONCE);
      headers.put(SignedText.DATE, date);
      assertThat(check(headers).why()).startsWith("telltale-date: ");
    }
    assertThat(check(headers(START, "short")).why())
        .isEqualTo("telltale-nonce: expected 32 hex digits");
    Map<String, String> noBase64 = headers(START, NONCE);
    noBase64.put(SignedText.SIGNATURE, "!");
    assertThat(check(noBase64).why()).startsWith("telltale-signature: ");
  }

  private Sender check(Map<String, String> headers) {
    return check.check(PeerProtocol.CHANGES, headers, BODY);
  }

  private Map<String, String> headers(Instant date, String nonce) {
    byte[] signed =
        sender.sign(SignedText.request(PeerProtocol.CHANGES, date.toString(), nonce, BODY));
    Map<String, String> headers = new HashMap<>();
    headers.put(SignedText.PEER, sender.publicKey());
    headers.put(SignedText.DATE, date.toString());
    headers.put(SignedText.NONCE, nonce);
    headers.put(SignedText.SIGNATURE, Base64.getEncoder().encodeToString(signed));
    return headers;
  }
}
