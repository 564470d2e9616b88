package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.AnsweringEndpoint;
import dev.telltale.tools.chaos.bench.AnsweringEndpoint.Answers;
import dev.telltale.tools.chaos.bench.AnsweringEndpoint.Reply;
import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The endpoint answers something else than 200 for a while, over HTTP. In A7 the control loses no
 * more than the node does, but nobody counts it.
 */
final class WrongAnswers implements ChaosCase {
  private static final Duration WRONG = Duration.ofSeconds(60);
  private static final Duration OF_CONTROL = Duration.ofSeconds(20);
  private static final Duration AFTER = Duration.ofSeconds(5);

  private final String id;
  private final String fault;
  private final Promise promise;
  private final Answers answers;

  private WrongAnswers(String id, String fault, Promise promise, Answers answers) {
    this.id = id;
    this.fault = fault;
    this.promise = promise;
    this.answers = answers;
  }

  /** The statuses that a collector's own queue would drop, and the ones in between. */
  static List<ChaosCase> all() {
    AtomicInteger number = new AtomicInteger();
    AtomicInteger poison = new AtomicInteger();
    return List.of(
        new WrongAnswers(
            "A6",
            "endpoint answers 70 % with 429 or 503, Retry-After 1 s",
            Promise.EVERYTHING_ONCE,
            request ->
                switch (number.incrementAndGet() % 10) {
                  case 0, 4, 7 -> Reply.PASS_ON;
                  case 1, 3, 5, 9 -> Reply.of(429).retryAfter(1);
                  default -> Reply.of(503).retryAfter(1);
                }),
        new WrongAnswers(
            "A7",
            "endpoint answers 400 to one request",
            Promise.COUNTED,
            request -> poison.incrementAndGet() == 1 ? Reply.of(400) : Reply.PASS_ON),
        new WrongAnswers(
            "A9",
            "endpoint answers 503 with 64 MiB",
            Promise.EVERYTHING_ONCE,
            request -> new Reply(503, "", "", new byte[64 << 20])),
        status(500, "A17"),
        status(404, "A18"));
  }

  private static ChaosCase status(int status, String id) {
    return new WrongAnswers(
        id,
        "endpoint answers " + status + " for 60 s",
        Promise.EVERYTHING_ONCE,
        request -> Reply.of(status));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return fault;
  }

  @Override
  public Control control() {
    return Control.FULL;
  }

  @Override
  public int seconds() {
    return 105;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (Destination destination = Destination.of(run);
        AnsweringEndpoint endpoint = AnsweringEndpoint.before(destination.collector());
        Route route = Route.to(destination, Setup.L1.to(endpoint.url(), "http/protobuf"))) {
      route.start();
      route.fault(fault);
      endpoint.answers(answers);
      route.last(WRONG, OF_CONTROL);
      endpoint.answers(request -> Reply.PASS_ON);
      route.over();
      route.last(AFTER);
      for (int status : new int[] {400, 404, 429, 500, 503}) {
        if (endpoint.answered(status) > 0)
          run.figure("answered_" + status, endpoint.answered(status));
      }
      Settling.of(route, promise).settle();
    }
  }
}
