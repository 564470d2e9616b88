package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.ReceivedSpan;
import dev.telltale.telemetry.testing.StandardOutput;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows is compiled and run, as another program, in a folder of its own. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @TempDir Path folder;

  @Test
  void exampleRuns_andItsSpanAndLineComeOut() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      String toml = block("toml");
      assertThat(toml).contains("\"http://127.0.0.1:4317\"");
      Files.writeString(
          folder.resolve("config.toml"),
          toml.replace("http://127.0.0.1:4317", receiver.endpoint().toString()));

      String printed = run(compiled(block("java")));

      assertThat(receiver.spanNames()).containsExactly("order.sell");
      ReceivedSpan span = receiver.spans().get(0);
      assertThat(span.resource()).containsEntry("service.name", "checkout");
      Map<String, Object> line = StandardOutput.parse(printed).get(0);
      assertThat(printed.lines()).hasSize(1);
      assertThat(line)
          .containsEntry("message", "sold")
          .containsEntry("items", 3)
          .containsEntry("trace_id", span.traceId())
          .containsEntry("span_id", span.spanId());
      Map<String, Object> shown = StandardOutput.parse(block("json")).get(0);
      assertThat(line.keySet()).containsExactlyElementsOf(shown.keySet());
      for (String same : List.of("level", "message", "logger_name", "thread_name", "trace_flags")) {
        assertThat(line).containsEntry(same, shown.get(same));
      }
    }
  }

  private String compiled(String java) throws IOException {
    Path source = Files.writeString(folder.resolve("Checkout.java"), java);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(result).isZero();
    return "Checkout";
  }

  private String run(String mainClass) throws IOException, InterruptedException {
    Path printed = folder.resolve("printed");
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + System.getProperty("java.class.path"),
                mainClass)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    java.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    Process process = java.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(printed, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  /** The first block of README.md in that language. */
  private static String block(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(README));
    assertThat(block.find()).as(language).isTrue();
    return block.group(1);
  }
}
