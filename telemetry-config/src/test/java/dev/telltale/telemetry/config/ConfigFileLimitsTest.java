package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileLimitsTest {
  private static final String TOO_DEEP =
      "expected at most 32 levels of tables and lists, found more";

  @TempDir Path directory;

  @Test
  void missingFileAndDirectory() {
    Path missing = directory.resolve("none.toml");

    assertThat(Written.problems(() -> ConfigFile.read(missing)))
        .containsExactly(missing + ": expected a file that can be read, found none");
    assertThat(Written.problems(() -> ConfigFile.read(directory)))
        .containsExactly(directory + ": expected a file that can be read, found a directory");
  }

  @Test
  void oneMebibyteIsRead_oneByteMoreIsNot() throws Exception {
    String comment = "#" + "x".repeat((1 << 20) - 1);
    assertThat(Written.file(directory, comment).problems()).isEmpty();

    Written more = Written.file(directory, comment + "x");
    assertThat(more.problems())
        .containsExactly(more.file() + ": expected at most 1 MiB, found more");
    assertThat(Written.problems(() -> ConfigFile.read(Path.of("/dev/zero"))))
        .containsExactly("/dev/zero: expected at most 1 MiB, found more");
  }

  @Test
  void bytesThatAreNotUtf8() throws Exception {
    assertThat(problemsOf(new byte[] {'a', ' ', '=', ' ', '1', '\n', '#', ' ', (byte) 0xe9, '\n'}))
        .containsExactly("config.toml:2:3: expected UTF-8, found byte 0xe9");
    assertThat(problemsOf("a = \"é".getBytes(StandardCharsets.UTF_16LE)))
        .containsExactly("config.toml:1:11: expected UTF-8, found byte 0xe9");
    assertThat(problemsOf(new byte[] {'#', (byte) 0xc3}))
        .containsExactly("config.toml:1:2: expected UTF-8, found byte 0xc3");
    assertThat(problemsOf("\ufeffa = 1\n".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("config.toml:1:1: expected no byte order mark, found one");
  }

  @Test
  void thirtyTwoLevelsAreRead_oneMoreIsNot() throws Exception {
    String known = "known: [telemetry.traces]";
    assertThat(Written.file(directory, "a = " + "[".repeat(32) + "]".repeat(32)).problems())
        .singleElement()
        .asString()
        .startsWith("config.toml:1:1: a: unknown key; " + known);
    assertThat(Written.file(directory, "\na = " + "[".repeat(33) + "]".repeat(33)).problems())
        .containsExactly("config.toml:2:37: " + TOO_DEEP);
    assertThat(
            Written.file(directory, "a = " + "{a = ".repeat(33) + "1" + "}".repeat(33)).problems())
        .singleElement()
        .asString()
        .endsWith(TOO_DEEP);
    assertThat(Written.file(directory, "[a" + ".a".repeat(33) + "]").problems())
        .singleElement()
        .asString()
        .endsWith(TOO_DEEP);
    assertThat(Written.file(directory, "a" + ".a".repeat(33) + " = 1").problems())
        .containsExactly("config.toml:1:66: " + TOO_DEEP);
  }

  @Test
  void bracketsInStringsAndComments_areNoLevels() throws Exception {
    String many = "[".repeat(40);
    String text =
        """
        # %s
        [telemetry.resource]
        a = "%s \\" %s"
        b = '%s'
        c = '''%s ' %s''''
        d = ""\"%s " \\""\" %s""\"
        """
            .formatted(many, many, many, many, many, many, many, many);

    assertThat(Written.file(directory, text).telemetry().resource().attributes())
        .containsOnlyKeys("a", "b", "c", "d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "a=[", "a={a=", "[[", "a.", "\"", "'''", "= ", "a=1\n", "\\"})
  void endlessRepetition_isAnsweredSoon(String part) throws Exception {
    Written written = Written.file(directory, part.repeat(100_000));

    long start = cpuNanos();
    List<String> problems = written.problems();
    assertThat(Duration.ofNanos(cpuNanos() - start)).isLessThan(Duration.ofSeconds(5));

    assertThat(problems).isNotEmpty().hasSizeLessThanOrEqualTo(Problems.MAX_TOLD + 1);
    assertThat(problems).allSatisfy(problem -> assertThat(problem).hasSizeLessThan(500));
  }

  @Test
  void allSyntaxErrorsAtOnce_inTheOrderOfTheFile() throws Exception {
    String text = "[telemetry.traces]\nenabled = true\nenabled = false\ntimeout = \nlevel = tru\n";

    assertThat(Written.file(directory, text).problems())
        .containsExactly(
            "config.toml:3:1: enabled previously defined at line 2, column 1",
            "config.toml:4:11: expected a value, found end of line",
            "config.toml:5:9: expected a value, found 't'");
  }

  @Test
  void randomBytes_areReadOrRefused_neverAnythingElse() throws Exception {
    Random random = new Random(20261121);
    String[] words = {
      "[telemetry.traces]",
      "enabled",
      "otlp_endpoint",
      "=",
      "\"",
      "'",
      "\"\"\"",
      "[",
      "]",
      "{",
      "}",
      ".",
      ",",
      "\n",
      "\r\n",
      "#",
      "true",
      "1e9",
      "0x",
      "1979-05-27",
      "\\u",
      "http://",
      "é",
      " "
    };
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes;
      if (round % 2 == 0) {
        bytes = new byte[random.nextInt(512)];
        random.nextBytes(bytes);
      } else {
        StringBuilder text = new StringBuilder();
        for (int word = random.nextInt(60); word > 0; word--) {
          text.append(words[random.nextInt(words.length)]);
        }
        bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      }
      long start = cpuNanos();
      try {
        problemsOf(bytes);
      } catch (RuntimeException | StackOverflowError e) {
        fail("round " + round + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
      }
      assertThat(Duration.ofNanos(cpuNanos() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  // The time of this thread only: the machine may be busy with something else.
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private List<String> problemsOf(byte[] bytes) throws Exception {
    Path file = Files.write(directory.resolve("config.toml"), bytes);
    try {
      new Written(file, Map.of(), List.of()).telemetry();
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }
}
