package dev.telltale.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private static final String UAL = "did:dkg:local:1/0x3f1245a8c0b76e2d91f05c3a7be84d620c179a0b/1";
  private static final String JSON = "application/json";

  @TempDir private Path folder;
  private InProcessServer node;

  @BeforeEach
  void start() throws IOException {
    node = new InProcessServer();
    node.answer(
        "/v1/publish",
        202,
        JSON,
        "{\"operation_id\":\"op-1\",\"ual\":\"" + UAL + "\",\"trace_id\":\"4bf9\"}");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void publish_waitsForTheEndAndSaysWhoStoredIt() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    node.answer(
        "/v1/publish/op-1",
        () -> operation(asked.incrementAndGet() < 3 ? "in_progress" : "completed", "null", 1, 1));
    Path file = Files.writeString(folder.resolve("planets.ttl"), "<a:b> <a:c> <a:d> .");

    CommandLineRun run = run("publish", file.toString());

    assertThat(run)
        .isEqualTo(
            new CommandLineRun(
                0,
                "published " + file + "  " + UAL + "  trace 4bf9  (stored by 1 of 1 peers)\n",
                ""));
    assertThat(asked).hasValue(3);
    assertThat(node.asked().get(0))
        .isEqualTo(
            new InProcessServer.Asked("POST", "/v1/publish", "text/turtle", "<a:b> <a:c> <a:d> ."));
  }

  @Test
  void publishNoWait_doesNotAskAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("rivers.nt"), "");

    CommandLineRun run = run("publish", "--no-wait", file.toString());

    assertThat(run.out()).isEqualTo("published " + file + "  " + UAL + "  trace 4bf9\n");
    assertThat(node.asked()).hasSize(1);
  }

  @Test
  void publish_everyFileIsTriedAndEachProblemIsALine() throws Exception {
    node.answer("/v1/publish/op-1", () -> operation("failed", "\"the disk is full\"", 0, 2));
    Path file = Files.writeString(folder.resolve("a.nq"), "");

    CommandLineRun run = run("publish", "b.ttl", "c.csv", file.toString());

    assertThat(run)
        .isEqualTo(
            new CommandLineRun(
                1,
                "",
                """
                b.ttl: expected a file, found none
                c.csv: expected a name ending in .ttl, .nt or .nq, found none of them
                %s: expected the publish to complete, found it failed: the disk is full  trace 4bf9
                """
                    .formatted(file)));
  }

  @Test
  void problemOfTheNode_isSaidInItsOwnWords() {
    node.answer(
        "/v1/get",
        404,
        "application/problem+json",
        "{\"title\":\"Not found\",\"detail\":\"no collection 9\",\"trace_id\":\"ab12\"}");

    assertThat(run("get", UAL))
        .isEqualTo(
            new CommandLineRun(
                1,
                "",
                node.url()
                    + "/v1/get?ual=did%3Adkg%3Alocal%3A1%2F0x3f1245a8c0b76e2d91f05c3a7be84d620c179a0b%2F1"
                    + ": expected status 200, found 404 no collection 9 (trace ab12)\n"));
  }

  @Test
  void get_printsTheQuads() {
    node.answer("/v1/get", 200, "application/n-quads", "<a:b> <a:c> \"ä\" .\n");

    assertThat(run("get", UAL)).isEqualTo(new CommandLineRun(0, "<a:b> <a:c> \"ä\" .\n", ""));
  }

  @Test
  void querySelect_isATable() throws Exception {
    node.answer(
        "/v1/query",
        200,
        "application/sparql-results+json; charset=utf-8",
        """
        {"head":{"vars":["planet","name","order"]},"results":{"bindings":[
          {"planet":{"type":"uri","value":"https://example.org/Earth"},
           "name":{"type":"literal","value":"Erde","xml:lang":"de"},
           "order":{"type":"literal","value":"3",
             "datatype":"http://www.w3.org/2001/XMLSchema#integer"}},
          {"planet":{"type":"bnode","value":"b0"},"name":{"type":"literal","value":"a\\nb"}}]}}""");
    Path file = Files.writeString(folder.resolve("q.rq"), "SELECT * {?s ?p ?o}");

    assertThat(run("query", "@" + file))
        .isEqualTo(
            new CommandLineRun(
                0,
                """
                planet                       name       order
                ───────────────────────────  ─────────  ─────
                <https://example.org/Earth>  "Erde"@de  3
                _:b0                         "a\\nb"
                2 rows
                """,
                ""));
    assertThat(node.asked().get(0).body()).isEqualTo("SELECT * {?s ?p ?o}");
  }

  @Test
  void queryAskAndConstruct_areOneWordAndTriples() {
    node.answer("/v1/query", 200, "application/sparql-results+json", "{\"boolean\":true}");
    assertThat(run("query", "ASK {}").out()).isEqualTo("true\n");
    assertThat(run("query", "ASK {}", "--format", "json").out()).isEqualTo("{\"boolean\":true}\n");

    node.answer("/v1/query", 200, "application/n-triples", "<a:b> <a:c> <a:d> .\n");
    assertThat(run("query", "CONSTRUCT {}").out()).isEqualTo("<a:b> <a:c> <a:d> .\n");
  }

  @Test
  void status_isTheNodesOwnWord() {
    node.answer(
        "/v1/info",
        200,
        JSON,
        """
        {"name":"node-a","peer_id":"0x3f","network":"local:1","version":"0.1.0","collections":1,
         "triples":1234}""");
    node.answer(
        "/v1/peers",
        200,
        JSON,
        "{\"peers\":[{\"peer_id\":\"0x9c\",\"url\":\"http://127.0.0.1:9901\",\"last_seen\":null}]}");
    node.answer(
        "/v1/sync", 200, JSON, "{\"last_success\":\"" + Instant.now().minusSeconds(600) + "\"}");
    node.answer(
        "/health",
        503,
        JSON,
        """
        {"status":"unhealthy","checks":{"triple_store":"closed","repository":"ok"},
         "telemetry":{"traces":{"state":"on","where":"http://127.0.0.1:4317",
             "last_delivery":"%s","recovered":2,"created":1205,"delivered":1204,"waiting":2,
             "dropped":{"queue_full":1},"spool_bytes":1234567},
           "logs":{"state":"on","where":"/var/log/node.jsonl","created":7,"delivered":7,
             "lines_written":7,"lines_not_written":0},
           "metrics":{"state":"off","where":"http://127.0.0.1:9464/metrics",
             "why":"Address already in use"}}}"""
            .formatted(Instant.now().minusSeconds(600)));

    assertThat(run("status"))
        .isEqualTo(
            new CommandLineRun(
                0,
                """
                node-a at %s
                  peer id    0x3f
                  network    local:1
                  version    0.1.0
                  holds      1 collection, 1,234 triples
                  peers      1 known
                             0x9c  http://127.0.0.1:9901
                  sync       last success 10 min ago
                  health     unhealthy
                             checks: triple_store closed, repository ok
                  telemetry  traces: on, http://127.0.0.1:4317, last delivery 10 min ago, \
                2 recovered, 1,205 created, 1,204 delivered, 2 waiting, 1 dropped queue_full, \
                spool 1.2 MB
                             logs: on, /var/log/node.jsonl, 7 created, 7 delivered, \
                7 lines written
                             metrics: off, http://127.0.0.1:9464/metrics, Address already in use
                """
                    .formatted(node.url()),
                ""));
  }

  @Test
  void nothingListens_isOneLine() {
    String url = node.url();
    node.close();

    for (List<String> command :
        List.of(List.of("get", UAL), List.of("query", "ASK {}"), List.of("status"))) {
      assertThat(run(command.toArray(String[]::new)))
          .isEqualTo(
              new CommandLineRun(
                  1,
                  "",
                  url
                      + ": expected a running node, found nothing listening (Connection refused)\n"));
    }
  }

  private CommandLineRun run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--node";
    all[arguments.length + 1] = node.url();
    return CommandLineRun.of(all);
  }

  private static InProcessServer.Answer operation(
      String status, String reason, int acknowledgedBy, int peers) {
    return new InProcessServer.Answer(
        200,
        JSON,
        "{\"operation_id\":\"op-1\",\"kind\":\"publish\",\"status\":\"%s\",\"reason\":%s,\"acknowledged_by\":%d,\"peers\":%d}"
            .formatted(status, reason, acknowledgedBy, peers));
  }
}
