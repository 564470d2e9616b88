package dev.telltale.node.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdentityTest {
  private static final byte[] MESSAGE = "hello".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path dataDir;

  @ParameterizedTest(name = "RFC 8032, 7.1, test {0}")
  @CsvSource({
    "1, 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + " d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '',"
        + " e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "2, 4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + " 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72,"
        + " 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  })
  void knownVectors(int test, String seed, String publicKey, String message, String signature) {
    HexFormat hex = HexFormat.of();
    NodeIdentity identity = new NodeIdentity(hex.parseHex(seed));

    assertThat(hex.formatHex(Base64.getDecoder().decode(identity.publicKey())))
        .isEqualTo(publicKey);
    byte[] signed = identity.sign(hex.parseHex(message));
    assertThat(hex.formatHex(signed)).isEqualTo(signature);
    assertThat(PublisherKey.verify(identity.publicKey(), hex.parseHex(message), signed)).isTrue();
  }

  @Test
  void address_isTheStartOfTheKeysSha256() {
    // printf d75a98…511a | xxd -r -p | sha256sum
    NodeIdentity identity =
        new NodeIdentity(
            HexFormat.of()
                .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    assertThat(identity.peerId()).isEqualTo("0x21fe31dfa154a261626bf854046fd2271b7bed4b");
    assertThat(PublisherKey.addressOf(identity.publicKey())).hasValue(identity.peerId());
  }

  @Test
  void restart_keepsTheIdentity_andOnlyItsOwnerReadsTheKey() throws IOException {
    NodeIdentity first = NodeIdentity.loadOrCreate(dataDir.resolve("new/data"));
    NodeIdentity again = NodeIdentity.loadOrCreate(dataDir.resolve("new/data"));

    assertThat(again.peerId()).isEqualTo(first.peerId());
    assertThat(PublisherKey.verify(first.publicKey(), MESSAGE, again.sign(MESSAGE))).isTrue();
    Path key = dataDir.resolve("new/data/identity.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(key.getParent())) {
      assertThat(files).containsExactly(key);
    }
  }

  @Test
  void startedManyTimesAtOnce_allGetOneIdentity() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<String> start = () -> NodeIdentity.loadOrCreate(dataDir).peerId();
      List<Future<String>> ids = threads.invokeAll(Stream.generate(() -> start).limit(32).toList());
      String kept = NodeIdentity.loadOrCreate(dataDir).peerId();
      for (Future<String> id : ids) {
        assertThat(id.get()).isEqualTo(kept);
      }
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
  void keyThatOthersMayUse_isRefused(String permissions) throws IOException {
    NodeIdentity.loadOrCreate(dataDir);
    Path key = dataDir.resolve("identity.pem");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(() -> NodeIdentity.loadOrCreate(dataDir))
        .isInstanceOf(IOException.class)
        .hasMessage(
            key
                + ": expected permissions rw-------, found "
                + permissions
                + "; it is a private key: chmod 600 it");
  }

  @ParameterizedTest
  @CsvSource({
    "'', something else",
    "garbage, something else",
    "'-----BEGIN PRIVATE KEY-----\n=A\n-----END PRIVATE KEY-----\n', broken base64",
    "'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', another kind of key",
  })
  void fileThatIsNoKey_isRefusedAndLeftAsItIs(String content, String found) throws IOException {
    Path key = dataDir.resolve("identity.pem");
    Files.writeString(key, content);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> NodeIdentity.loadOrCreate(dataDir))
        .isInstanceOf(IOException.class)
        .hasMessage(key + ": expected an Ed25519 private key (PKCS#8, PEM), found " + found);
    assertThat(key).hasContent(content);
  }

  @Test
  void otherMessageKeyOrSignature_doesNotVerify() throws IOException {
    NodeIdentity identity = NodeIdentity.loadOrCreate(dataDir);
    NodeIdentity other = NodeIdentity.loadOrCreate(dataDir.resolve("other"));
    byte[] signature = identity.sign(MESSAGE);
    String key = identity.publicKey();

    assertThat(PublisherKey.verify(key, "hallo".getBytes(StandardCharsets.UTF_8), signature))
        .isFalse();
    assertThat(PublisherKey.verify(other.publicKey(), MESSAGE, signature)).isFalse();
    assertThat(PublisherKey.verify(key, MESSAGE, new byte[64])).isFalse();
    byte[] ones = new byte[64];
    java.util.Arrays.fill(ones, (byte) 0xff);
    assertThat(PublisherKey.verify(key, MESSAGE, ones)).isFalse();
    assertThat(PublisherKey.verify(key, MESSAGE, new byte[0])).isFalse();
    assertThat(PublisherKey.verify("no base64!", MESSAGE, signature)).isFalse();
    assertThat(PublisherKey.verify(Base64.getEncoder().encodeToString(ones), MESSAGE, signature))
        .isFalse();
    byte[] noPoint = java.util.Arrays.copyOf(ones, 32);
    assertThat(PublisherKey.verify(Base64.getEncoder().encodeToString(noPoint), MESSAGE, signature))
        .isFalse();
  }

  @Test
  void addressOfSomethingElse_isNothing() {
    assertThat(PublisherKey.addressOf("")).isEmpty();
    assertThat(PublisherKey.addressOf("AAAA")).isEmpty();
    assertThat(PublisherKey.addressOf("A".repeat(43) + "=")).isPresent();
    assertThat(PublisherKey.addressOf("A".repeat(42) + "B=")).isEmpty(); // spare bits set
  }

  @Test
  void privateKey_isNotInItsText() throws IOException {
    NodeIdentity identity = NodeIdentity.loadOrCreate(dataDir);

    assertThat(identity.toString()).isEqualTo(identity.peerId());
  }
}
