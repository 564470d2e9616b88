package dev.telltale.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which trace is taken where several would do, and what of it a terminal gets to see. */
class TraceChoiceTest {
  private static final String ID = "00000000000000000000000000000a1c";
  private static final String LATER = "00000000000000000000000000000b2d";
  private static final String UAL = "did:dkg:local:1/0x3f12aa00000000000000000000000000000009ab/1";
  private static final long ZERO = 1_795_255_200_000_000_000L;

  @TempDir Path folder;

  @Test
  void idWithoutItsLeadingZeros_isFound() throws Exception {
    file(span(ID, 1, 0, "command.ingest", 0, ""));

    assertThat(trace(nobody(), "a1c")).startsWith("trace " + ID);
  }

  @Test
  void publishOfACollection_isPreferredToALaterGet() throws Exception {
    file(
        span(ID, 1, 0, "command.ingest", 0, ""),
        span(ID, 2, 1, "operation.publish", 1, ual()),
        span(LATER, 3, 0, "command.ingest", 900, ""),
        span(LATER, 4, 3, "repository.find", 901, ual()));

    assertThat(trace(nobody(), UAL)).startsWith("trace " + ID);
  }

  @Test
  void collectionThatWasOnlyRead_isFoundByItsNewestGet() throws Exception {
    file(
        span(ID, 1, 0, "command.ingest", 0, ""),
        span(ID, 2, 1, "repository.find", 1, ual()),
        span(LATER, 3, 0, "command.ingest", 900, ""),
        span(LATER, 4, 3, "repository.find", 901, ual()));

    assertThat(trace(nobody(), UAL)).startsWith("trace " + LATER);
  }

  @Test
  void publishInTempo_isAskedForFirst() throws Exception {
    file(span(ID, 1, 0, "command.ingest", 0, ""), span(LATER, 3, 0, "command.ingest", 900, ""));
    try (Tempo tempo =
        new Tempo(Map.of("operation.publish", found("a1c", 0), UAL, found("b2d", 900)))) {
      assertThat(trace(tempo.url(), UAL)).startsWith("trace " + ID);
    }
  }

  @Test
  void newestRequest_isTheFilesWhereTempoIsBehind_andTempos() throws Exception {
    file(span(ID, 1, 0, "command.ingest", 0, ""), span(LATER, 3, 0, "command.ingest", 900, ""));
    try (Tempo behind = new Tempo(Map.of("command.ingest", found("a1c", 0)));
        Tempo ahead = new Tempo(Map.of("command.ingest", found("a1c", 5000)))) {
      assertThat(trace(behind.url(), "--last")).startsWith("trace " + LATER);
      assertThat(trace(ahead.url(), "--last")).startsWith("trace " + ID);
    }
  }

  @Test
  void whatOthersWrote_cannotDriveTheTerminal() throws Exception {
    file(
        span(
            ID,
            1,
            0,
            "command.ingest\\u001b[2J",
            0,
            ",\"status\":{\"code\":2,\"message\":\"a\\r\\u001b[1A\"}"));
    log("he\\u001b[31mllo\\u202e");

    assertThat(trace(nobody(), ID))
        .contains("command.ingest·[2J", "failed: a ·[1A", "INFO  he·[31mllo·")
        .doesNotContain("\033", "\r", "\u202e");
  }

  @Test
  void logLineThatArrivedTwice_isShownOnce() throws Exception {
    file(span(ID, 1, 0, "command.ingest", 0, ""));
    log("hello");
    Files.copy(folder.resolve("a.jsonl"), folder.resolve("a.jsonl.1"));

    assertThat(trace(nobody(), ID)).containsOnlyOnce("hello").contains("1 log line");
  }

  private void file(String... requests) throws IOException {
    Files.writeString(folder.resolve("traces"), String.join("\n", requests) + "\n");
  }

  private void log(String message) throws IOException {
    String line =
        "{\"@timestamp\":\"2026-11-21T10:00:00Z\",\"level\":\"INFO\",\"message\":\"%s\","
            + "\"trace_id\":\"%s\",\"span_id\":\"0000000000000001\"}\n";
    Files.writeString(folder.resolve("a.jsonl"), line.formatted(message, ID));
  }

  private static String span(
      String trace, int id, int parent, String name, long atMillis, String more) {
    return """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.instance.id",\
        "value":{"stringValue":"a"}}]},"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%016x",\
        "parentSpanId":"%s","name":"%s","kind":1,"startTimeUnixNano":"%d","endTimeUnixNano":"%d"%s}]}]}]}"""
        .formatted(
            trace,
            id,
            parent == 0 ? "" : "%016x".formatted(parent),
            name,
            ZERO + atMillis * 1_000_000,
            ZERO + (atMillis + 5) * 1_000_000,
            more);
  }

  private static String ual() {
    return ",\"attributes\":[{\"key\":\"ual\",\"value\":{\"stringValue\":\"" + UAL + "\"}}]";
  }

  private static String found(String traceId, long atMillis) {
    return "{\"traces\":[{\"traceID\":\"%s\",\"startTimeUnixNano\":\"%d\"}]}"
        .formatted(traceId, ZERO + atMillis * 1_000_000);
  }

  private String trace(String tempo, String what) throws IOException {
    StringWriter out = new StringWriter();
    int exitCode =
        Telltale.commandLine(new PrintWriter(out), new PrintWriter(out))
            .execute(
                "trace",
                what,
                "--tempo=" + tempo,
                "--loki=" + nobody(),
                "--trace-file=" + folder.resolve("traces"),
                "--logs=" + folder.resolve("*.jsonl*"));
    assertThat(exitCode).as(out.toString()).isZero();
    return out.toString();
  }

  private static String nobody() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + taken.getLocalPort();
    }
  }

  /** Answers searches whose query has a given text in it, and has no trace itself. */
  private static final class Tempo implements AutoCloseable {
    private final HttpServer server;

    Tempo(Map<String, String> answers) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/api/search",
          exchange -> {
            String query =
                URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            String key = query.contains("operation.publish") ? "operation.publish" : UAL;
            if (!query.contains(UAL)) key = "command.ingest";
            byte[] body = answers.getOrDefault(key, "{}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
