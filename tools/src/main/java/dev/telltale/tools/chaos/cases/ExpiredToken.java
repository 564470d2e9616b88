package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.AnsweringEndpoint;
import dev.telltale.tools.chaos.bench.AnsweringEndpoint.Reply;
import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.Destination;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A15 and A16: the token is no longer taken, and after a minute the file has a new one. */
final class ExpiredToken implements ChaosCase {
  private static final Duration EXPIRED = Duration.ofSeconds(60);
  private static final Duration OF_CONTROL = Duration.ofSeconds(15);
  private static final Duration AFTER = Duration.ofSeconds(5);

  private final String id;
  private final boolean byRename;

  ExpiredToken(String id, boolean byRename) {
    this.id = id;
    this.byRename = byRename;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return "endpoint answers 401 for 60 s, then the token file is "
        + (byRename ? "replaced by a rename" : "deleted and made again");
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
    AtomicReference<String> taken = new AtomicReference<>("Bearer token-one");
    Path headers = run.folder().resolve("headers");
    Files.writeString(headers, "authorization: Bearer token-one\n");
    try (Destination destination = Destination.of(run);
        AnsweringEndpoint endpoint = AnsweringEndpoint.before(destination.collector());
        Route route =
            Route.to(
                destination,
                Setup.L1
                    .to(endpoint.url(), "http/protobuf")
                    .with("telemetry.traces.headers_file=" + headers))) {
      endpoint.answers(
          request ->
              Objects.equals(taken.get(), request.getRequestHeaders().getFirst("Authorization"))
                  ? Reply.PASS_ON
                  : Reply.of(401));
      route.start();
      route.fault("token expired");
      taken.set("Bearer token-two");
      route.last(EXPIRED, OF_CONTROL);
      renew(headers);
      route.over();
      route.last(AFTER);
      run.figure("answered_401", endpoint.answered(401));
      Settling.of(route, Promise.EVERYTHING_ONCE).settle();
    }
  }

  private void renew(Path headers) throws IOException {
    String line = "authorization: Bearer token-two\n";
    if (byRename) {
      Path fresh = Files.writeString(headers.resolveSibling("headers.new"), line);
      Files.move(fresh, headers, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.delete(headers);
      Files.writeString(headers, line);
    }
  }
}
