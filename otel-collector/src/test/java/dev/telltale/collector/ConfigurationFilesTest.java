package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both files promise, as far as it can be read. */
class ConfigurationFilesTest {

  @Test
  void bothReceiveAndRedactInTheSameWay() throws IOException {
    assertThat(receiversAndProcessors("remote.yaml"))
        .isEqualTo(receiversAndProcessors("local.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local.yaml", "remote.yaml"})
  void everyPipelineBeginsWithTheMemoryLimiterAndNoneBatches(String file) throws IOException {
    String text = read(file);

    assertThat(text.lines().filter(line -> line.strip().startsWith("processors: [")))
        .hasSize(3)
        .allMatch(line -> line.strip().startsWith("processors: [memory_limiter, "))
        .allMatch(line -> line.contains("transform/unfold, redaction, transform/fold]"));
    assertThat(text).doesNotContainPattern("(?m)^  batch(/|:)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local.yaml", "remote.yaml"})
  void everyQueueIsOnDiskAndEveryRetryIsUnlimited(String file) throws IOException {
    String exporters = read(file).split("(?m)^exporters:$", 2)[1].split("(?m)^extensions:$", 2)[0];

    // The file exporter has neither: it writes before it answers.
    int sending = occurrences(exporters, "(?m)^  otlp_\\w+/");
    assertThat(occurrences(exporters, "sending_queue: \\*queue|storage: file_storage/queue"))
        .isEqualTo(sending);
    assertThat(occurrences(exporters, "retry_on_failure: \\*retry|max_elapsed_time: 0"))
        .isEqualTo(sending);
  }

  private static int occurrences(String text, String regex) {
    return (int) Pattern.compile(regex).matcher(text).results().count();
  }

  private static String receiversAndProcessors(String file) throws IOException {
    String text = read(file);
    return text.substring(text.indexOf("receivers:\n"), text.indexOf("exporters:\n"));
  }

  private static String read(String file) throws IOException {
    return Files.readString(OurCollector.file(file));
  }
}
