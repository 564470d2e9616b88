package dev.telltale.node.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestJsonTest {
  private static final String ADDRESS = "0x" + "ab".repeat(20);
  private static final Manifest MANIFEST =
      new Manifest(
          new Ual("local:1", ADDRESS, 7),
          "0f".repeat(32),
          1234,
          2,
          30,
          Instant.parse("2026-01-31T12:00:00Z"),
          "key",
          "signature");

  @Test
  void writtenAndRead_isTheSame() {
    assertThat(ManifestJson.parse(ManifestJson.toJson(MANIFEST).toString())).isEqualTo(MANIFEST);
  }

  @Test
  void signedBytes_areCanonicalJsonOfAllButTheSignature() {
    assertThat(new String(ManifestJson.signedBytes(MANIFEST), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"assets\":2,\"byte_size\":1234,\"merkle_root\":\""
                + "0f".repeat(32)
                + "\",\"published_at\":\"2026-01-31T12:00:00.000Z\",\"publisher_key\":\"key\","
                + "\"triples\":30,\"ual\":\"did:dkg:local:1/"
                + ADDRESS
                + "/7\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"triples\":30 | \"triples\":\"30\" | .triples: expected a whole number from 0 to 2147483647, found \"30\"",
        "\"triples\":30 | \"triples\":-1 | .triples: expected a whole number from 0 to 2147483647, found -1",
        "\"triples\":30 | \"triples\":1e30 | .triples: expected a whole number from 0 to 2147483647, found 1.0E30",
        "\"assets\":2, | `` | .assets: expected a whole number from 0 to 2147483647, found nothing",
        "/7\" | /07\" | .ual: expected a UAL, found \"did:dkg:local:1/0xabababababababababababababababababababab/07\"",
        "00.000Z | 00Z | .published_at: expected UTC like 2026-01-31T12:00:00.000Z, found \"2026-01-31T12:00:00Z\"",
        "\"2026-01-31T12:00:00.000Z\" | 1 | .published_at: expected a string, found 1",
        "\"key\" | null | .publisher_key: expected a string, found null",
        "0f0f0f | 0F0f0f | .merkle_root: expected 64 lower-case hex digits, found \"0F0f0f0F0f0f0F0f0f0F0f0f0F0f0f0F0f0f0F0f0f0F0f0f0F0f0f0F0f0f0f0f\"",
        "\"triples\":30 | \"triples\":30,\"more\":1 | : expected only known keys, found [more]",
      })
  void somethingElse_isNamedByItsKey(String from, String to, String message) {
    String json = ManifestJson.toJson(MANIFEST).toString().replace(from, to);

    assertThatThrownBy(() -> ManifestJson.parse(json))
        .isInstanceOf(ManifestException.class)
        .hasMessage("manifest" + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[]", "{", "''", "{} {}", "{\"ual\":1,\"ual\":2}", "nonsense"})
  void noJsonObject_isRefused(String json) {
    assertThatThrownBy(() -> ManifestJson.parse(json))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("manifest: expected ");
  }
}
