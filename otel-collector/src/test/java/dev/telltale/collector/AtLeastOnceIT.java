package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The values that earn the words "at least once", defaults included, as the Collector itself
 * understands our files.
 */
class AtLeastOnceIT {
  private static final long GIB = 1L << 30;

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"local.yaml", "remote.yaml"})
  void whatIsAcknowledgedIsOnDiskAndTriedForEver(String file) throws Exception {
    JsonNode configuration = configuration(file);

    assertThat(configuration.get("exporters").properties())
        .filteredOn(exporter -> exporter.getKey().startsWith("otlp_"))
        .isNotEmpty()
        .allSatisfy(
            exporter -> {
              JsonNode queue = exporter.getValue().get("sending_queue");
              assertThat(queue.get("storage").asString()).isEqualTo("file_storage/queue");
              assertThat(queue.get("queue_size").asLong()).isEqualTo(GIB);
              assertThat(queue.get("wait_for_result").asBoolean()).isFalse();
              // A full queue answers "unavailable", and the sender keeps what it has.
              assertThat(queue.get("block_on_overflow").asBoolean()).isFalse();
              triedForEver(exporter.getValue());
            });
    JsonNode storage = configuration.at("/extensions/file_storage~1queue");
    surviving(storage);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local.yaml", "remote.yaml"})
  void aLineOfALogFileIsReadUntilItIsInTheQueue(String file) throws Exception {
    JsonNode configuration = configuration(file);

    JsonNode files = configuration.at("/receivers/file_log");
    assertThat(files.get("start_at").asString()).isEqualTo("beginning");
    assertThat(files.get("storage").asString()).isEqualTo("file_storage/checkpoints");
    assertThat(files.get("include").toString()).contains(".jsonl*");
    triedForEver(files);
    surviving(configuration.at("/extensions/file_storage~1checkpoints"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local.yaml", "remote.yaml"})
  void nothingIsHeldInMemoryAloneOnTheWay(String file) throws Exception {
    JsonNode configuration = configuration(file);

    assertThat(configuration.at("/service/pipelines").properties())
        .hasSize(3)
        .allSatisfy(
            pipeline ->
                assertThat(pipeline.getValue().get("processors").toString())
                    .isEqualTo(
                        "[\"memory_limiter\",\"transform/unfold\",\"redaction\",\"transform/fold\"]"));
    JsonNode limiter = configuration.at("/processors/memory_limiter");
    assertThat(limiter.get("check_interval").asLong()).isEqualTo(1_000_000_000);
    assertThat(limiter.get("limit_mib").asLong()).isEqualTo(256);
  }

  private static void triedForEver(JsonNode component) {
    JsonNode retry = component.get("retry_on_failure");
    assertThat(retry.get("enabled").asBoolean()).isTrue();
    assertThat(retry.get("max_elapsed_time").asLong()).isZero();
    assertThat(retry.get("max_interval").asLong()).isBetween(1L, 30_000_000_000L);
  }

  private static void surviving(JsonNode storage) {
    assertThat(storage.get("recreate").asBoolean()).isTrue();
    assertThat(storage.get("create_directory").asBoolean()).isTrue();
    assertThat(storage.get("directory_permissions").asString()).isEqualTo("0700");
  }

  private JsonNode configuration(String file) throws Exception {
    List<String> command =
        List.of(
            OurCollector.binary().toString(),
            "print-config",
            "--mode=unredacted",
            "--format=json",
            "--config=" + OurCollector.file(file));
    ProcessBuilder printing = new ProcessBuilder(command).redirectErrorStream(true);
    Path token = Files.writeString(temp.resolve("token"), "some-token");
    printing
        .environment()
        .putAll(
            Map.of(
                "REMOTE_OTLP_ENDPOINT",
                "https://127.0.0.1:1",
                "REMOTE_TOKEN_FILE",
                token.toString()));
    Process process = printing.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return new ObjectMapper().readTree(printed);
  }
}
