package dev.telltale.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Wrong input over HTTP: each gets its problem, and the node is afterwards what it was. */
class HostileApiTest {
  private static final int TEN_MIB = 10 * 1024 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;
  private static RunningNode node;
  private String before;

  @BeforeAll
  static void start() throws Exception {
    node = RunningNode.alone(folder);
    node.publish("<http://e/a> <http://e/p> \"kept\" .");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void rememberState() throws Exception {
    before = node.state();
  }

  @AfterEach
  void nothingChanged() throws Exception {
    assertThat(node.state()).isEqualTo(before).isEqualTo("1 collections, 1 triples");
  }

  @Test
  void publish_brokenTurtle() throws Exception {
    assertThat(problem(turtle("<http://e/a> <http://e/p> .")))
        .isEqualTo("400 Malformed RDF: line 1, column 27: object for statement missing");
  }

  @Test
  void publish_notUtf8() throws Exception {
    byte[] latin1 = "<http://e/a> <http://e/p> \"é\" .".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(
            problem(
                node.http()
                    .send(
                        "POST",
                        "/v1/publish",
                        BodyPublishers.ofByteArray(latin1),
                        "Content-Type",
                        "text/turtle")))
        .isEqualTo("400 Malformed RDF: line 1, column 28: expected UTF-8, found byte 0xe9");
  }

  @Test
  void publish_emptyGraph() throws Exception {
    assertThat(problem(turtle("")))
        .isEqualTo("400 Malformed RDF: expected at least one triple, found none");
  }

  @Test
  void publish_anotherContentType() throws Exception {
    assertThat(problem(node.http().post("/v1/publish", "application/rdf+xml", "<rdf/>")))
        .isEqualTo(
            "415 Unsupported content type: Content-Type: expected text/turtle,"
                + " application/n-triples, application/n-quads");
  }

  @Test
  void publish_oneByteTooMany_saidAtTheStart() throws Exception {
    String head = "POST /v1/publish HTTP/1.1\r\nHost: x\r\nContent-Type: text/turtle\r\n";
    assertThat(raw(head + "Content-Length: " + (TEN_MIB + 1) + "\r\n"))
        .isEqualTo("413 Content too large: body: expected at most 10485760 bytes, found more");
  }

  @Test
  void publish_oneByteTooMany_inChunks() throws Exception {
    InputStream body = new ByteArrayInputStream(new byte[TEN_MIB + 1]);
    assertThat(
            problem(
                node.http()
                    .send(
                        "POST",
                        "/v1/publish",
                        BodyPublishers.ofInputStream(() -> body),
                        "Content-Type",
                        "text/turtle")))
        .isEqualTo("413 Content too large: body: expected at most 10485760 bytes, found more");
  }

  @Test
  void publish_tenMebibytes_areRead() throws Exception {
    assertThat(problem(turtle(" ".repeat(TEN_MIB))))
        .isEqualTo("400 Malformed RDF: expected at least one triple, found none");
  }

  @Test
  void publish_poisonGraph_failsItsOperation() throws Exception {
    HttpResponse<String> answer = turtle(completeGraph(12));
    assertThat(problem(answer))
        .isEqualTo(
            "422 Graph too complex: expected a graph whose blank nodes can be told apart within"
                + " 5000 ms, found one that takes longer");
    String id = JSON.readTree(answer.body()).get("operation_id").stringValue();
    JsonNode operation = node.json("/v1/publish/" + id);
    assertThat(operation.get("status").stringValue()).isEqualTo("failed");
    assertThat(operation.get("reason").stringValue())
        .isEqualTo(
            "expected a graph whose blank nodes can be told apart within 5000 ms, found one that"
                + " takes longer");
  }

  @Test
  void status_unknownOperation() throws Exception {
    assertThat(problem(node.http().get("/v1/publish/no-such-id")))
        .isEqualTo("404 Not found: operation_id: not known to this node");
  }

  @Test
  void get_unknownUal() throws Exception {
    String ual = "did:dkg:local:1/0x0000000000000000000000000000000000000000/1";
    assertThat(problem(node.http().getUal(ual)))
        .isEqualTo("404 Not found: " + ual + ": expected here or at a peer, found nowhere");
  }

  @Test
  void get_malformedUal() throws Exception {
    String expected = "400 Not a UAL: ual: expected did:dkg:<network>/0x<40 hex digits>/<number>";
    assertThat(problem(node.http().getUal("did:dkg:local:1/0x12/1"))).isEqualTo(expected);
    assertThat(problem(node.http().getUal("x".repeat(2_000)))).isEqualTo(expected);
    assertThat(problem(node.http().get("/v1/get"))).isEqualTo(expected);
  }

  @Test
  void query_update() throws Exception {
    assertThat(problem(node.http().query("INSERT DATA { <http://e/a> <http://e/p> \"new\" }")))
        .isEqualTo(
            "403 Query not allowed: query: expected SELECT, ASK, CONSTRUCT or DESCRIBE, found an"
                + " update");
    assertThat(problem(node.http().query("DROP ALL"))).startsWith("403 Query not allowed: ");
  }

  @Test
  void query_service() throws Exception {
    assertThat(
            problem(
                node.http().query("SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }")))
        .isEqualTo(
            "403 Query not allowed: query: expected a query of this node alone, found SERVICE");
  }

  @Test
  void query_malformed() throws Exception {
    assertThat(problem(node.http().query("SELECT * WHERE {")))
        .startsWith("400 Malformed query: query: expected SPARQL: ");
  }

  @Test
  void query_anotherContentType() throws Exception {
    assertThat(problem(node.http().post("/v1/query", "text/plain", "ASK {}")))
        .isEqualTo("415 Unsupported content type: Content-Type: expected application/sparql-query");
  }

  @Test
  void anotherMethod() throws Exception {
    HttpResponse<String> answer = node.http().get("/v1/query");
    assertThat(problem(answer)).isEqualTo("405 Method not allowed: method: expected POST");
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void anotherPath() throws Exception {
    assertThat(problem(node.http().get("/v1/nothing")))
        .isEqualTo(
            "404 Not found: path: expected one of /v1/publish, /v1/publish/*, /v1/get, /v1/query,"
                + " /v1/info, /v1/peers, /v1/sync, /health, /health/live, /health/ready");
  }

  @Test
  void whatIsNotHttp() throws Exception {
    String expected = ": request: expected HTTP/1.1, found what is not";
    assertThat(raw("GET /v1/get?ual=%zz HTTP/1.1\r\nHost: x\r\n"))
        .isEqualTo("400 Bad Request" + expected);
    assertThat(raw("GET /v1/%zz HTTP/1.1\r\nHost: x\r\n")).isEqualTo("400 Bad Request" + expected);
    assertThat(raw("GET /v1/info HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n"))
        .isEqualTo("431 Request Header Fields Too Large: headers: expected at most 16384 bytes");
    assertThat(raw("nonsense\r\n")).isEqualTo("400 Bad Request" + expected);
  }

  private static HttpResponse<String> turtle(String body) throws Exception {
    return node.http().post("/v1/publish", "text/turtle", body);
  }

  /** {@code status title: detail} of an answer that is a whole problem. */
  static String problem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    return RawHttp.words(answer.statusCode(), answer.body());
  }

  private static String raw(String head) throws Exception {
    return RawHttp.problem(node.http().base().getPort(), head);
  }

  private static String completeGraph(int nodes) {
    StringBuilder turtle = new StringBuilder();
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        if (i != j) turtle.append("_:b" + i + " <http://e/p> _:b" + j + " .\n");
      }
    }
    return turtle.toString();
  }
}
