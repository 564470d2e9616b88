package dev.telltale.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandTest {
  private static final Path FILES = Path.of("src/test/resources/dev/telltale/tools/trace");
  private static final Path TRACES = FILES.resolve("traces.jsonl");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String UAL = "did:dkg:local:1/0x3f1245a8c0b76e2d91f05c3a7be84d620c179a0b/1";
  private static final String NOTHING_LISTENS = "http://127.0.0.1:1";

  @TempDir private Path folder;

  @Test
  void filesOfCollectorAndNodes_wholePage() throws Exception {
    CommandLineRun run = fromFiles(TRACES, TRACE);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(page("the Collector's trace file and the nodes' log files"));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void tempoAndLoki_samePage() throws Exception {
    try (InProcessServer tempo = new InProcessServer();
        InProcessServer loki = new InProcessServer()) {
      tempo.answer(
          "/api/v2/traces/" + TRACE,
          200,
          "application/json",
          TraceFromServers.tempo(TRACES, TRACE));
      tempo.answer(
          "/api/search",
          200,
          "application/json",
          """
          {"traces":[{"traceID":"abc","startTimeUnixNano":"1"},
                     {"traceID":"%s","startTimeUnixNano":"1795256400000000000"}]}"""
              .formatted(TRACE));
      loki.answer(
          "/loki/api/v1/query_range",
          200,
          "application/json",
          TraceFromServers.loki(
              List.of(FILES.resolve("node-a.jsonl"), FILES.resolve("node-b.jsonl")), TRACE));

      for (String what : List.of(TRACE, UAL, "--last")) {
        CommandLineRun run =
            run(what, "--tempo", tempo.url(), "--loki", loki.url(), "--trace-file", "none");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(page("Tempo and Loki"));
      }
      assertThat(queries(tempo))
          .containsExactly(
              "{ name = \"command.ingest\" } && { span.ual = \""
                  + UAL
                  + "\" && (name = \"operation.publish\" || name = \"repository.append_next\") }"
                  + " with (most_recent=true)",
              "{ name = \"command.ingest\" && nestedSetParent < 0 } with (most_recent=true)");
      assertThat(queries(loki)).contains("{service_name=~\".+\"} | trace_id=\"" + TRACE + "\"");
    }
  }

  @Test
  void lastAndUal_findItInTheFiles() throws Exception {
    assertThat(fromFiles(TRACES, "--last").out()).isEqualTo(fromFiles(TRACES, TRACE).out());
    assertThat(fromFiles(TRACES, UAL).out()).isEqualTo(fromFiles(TRACES, TRACE).out());
  }

  @Test
  void rotatedFileAndHalfALine_areRead() throws Exception {
    List<String> lines = Files.readAllLines(TRACES);
    Path file = folder.resolve("traces.jsonl");
    Files.write(folder.resolve("traces-2026-11-21T09-40-00.050.jsonl"), lines.subList(0, 2));
    List<String> newest = new ArrayList<>(lines.subList(2, 4));
    newest.add(lines.get(1).substring(0, 700));
    Files.writeString(file, String.join("\n", newest));

    assertThat(fromFiles(file, TRACE).out()).isEqualTo(fromFiles(TRACES, TRACE).out());
    assertThat(fromFiles(file, UAL).out()).isEqualTo(fromFiles(TRACES, TRACE).out());
  }

  @Test
  void unknownTrace_saysWhereItLooked() throws Exception {
    CommandLineRun run = fromFiles(TRACES, "00000000000000000000000000000001");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            """
            trace: expected trace 00000000000000000000000000000001, found none:
              http://127.0.0.1:1: expected Tempo, found nothing listening (Connection refused)
              none in %s
            """
                .formatted(TRACES));
  }

  @Test
  void neitherIdNorUal_isUsage() {
    CommandLineRun run = CommandLineRun.of("trace", "planets.ttl");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "telltale trace: expected a trace id (up to 32 hex digits) or a UAL (did:dkg:…), found"
                + " planets.ttl; telltale trace --help says more");
  }

  private static CommandLineRun fromFiles(Path traces, String what) {
    return run(
        what,
        "--tempo",
        NOTHING_LISTENS,
        "--loki",
        NOTHING_LISTENS,
        "--trace-file",
        traces.toString());
  }

  private static CommandLineRun run(String what, String... sources) {
    List<String> arguments = new ArrayList<>(List.of("trace", what, "--width", "100"));
    arguments.addAll(List.of(sources));
    arguments.addAll(List.of("--logs", FILES + "/node-*.jsonl*"));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static String page(String from) throws IOException {
    return Files.readString(FILES.resolve("expected.txt"))
        .replace("the Collector's trace file and the nodes' log files", from);
  }

  private static List<String> queries(InProcessServer server) {
    return server.asked().stream()
        .map(InProcessServer.Asked::pathAndQuery)
        .filter(asked -> asked.contains("?"))
        .map(asked -> asked.replaceFirst(".*[?&](q|query)=", ""))
        .map(query -> URLDecoder.decode(query, StandardCharsets.UTF_8))
        .toList();
  }
}
