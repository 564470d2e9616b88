package dev.telltale.stack.panels;

import dev.telltale.node.api.ApiHandler;
import dev.telltale.node.api.ApiRequest;
import dev.telltale.node.api.ApiResponse;
import dev.telltale.node.command.Command;
import dev.telltale.node.command.CommandKind;
import dev.telltale.node.command.CommandOutcome;
import dev.telltale.node.command.CommandQueue;
import dev.telltale.node.command.CommandRefused;
import dev.telltale.node.task.Task;
import dev.telltale.node.task.TaskName;
import dev.telltale.node.task.TaskOutcome;
import dev.telltale.node.task.TaskRun;
import dev.telltale.node.telemetry.NodeTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's telemetry without the node: the real decorators round work that only passes time on a
 * simulated clock.
 */
final class SimulatedNode implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("dev.telltale.node.sync");
  private static final Duration NETWORK = Duration.ofMillis(2);

  private final SimulatedClock clock;
  private final NodeSdk sdk;
  private final NodeTelemetry telemetry;
  private final NodeLogFile lines;
  private CommandOutcome refusal = CommandOutcome.COMPLETED;

  SimulatedNode(String name, SimulatedClock clock, TelemetryRoute route) throws IOException {
    this.clock = clock;
    this.sdk = new NodeSdk(name, clock, route.otlp());
    this.telemetry = new NodeTelemetry(sdk.openTelemetry(), "local:1", clock::nanoTime, clock);
    this.lines = new NodeLogFile(route.logs().resolve(name + ".jsonl"), name, clock);
    // Its metrics are there from the start.
    telemetry.commandQueue(queue());
  }

  /** One command that somebody asked for by HTTP, from the request to its end. */
  SpanContext command(CommandKind kind, CommandOutcome outcome, Duration elapsed) {
    SpanContext[] seen = new SpanContext[1];
    ApiHandler api =
        telemetry.api(
            request -> {
              clock.pass(NETWORK);
              seen[0] = Span.current().getSpanContext();
              int status = submit(kind, outcome, elapsed) ? 202 : 503;
              return new ApiResponse(status, "application/json", Map.of(), new byte[0]);
            });
    api.handle(new ApiRequest("POST", "/v1/publish", Map.of(), Map.of(), new byte[0]));
    return seen[0];
  }

  private boolean submit(CommandKind kind, CommandOutcome outcome, Duration elapsed) {
    refusal = outcome;
    CompletableFuture<String> answer =
        telemetry
            .commandQueue(queue())
            .submit(new Command<>(kind, null, null, null, body(kind, outcome, elapsed)));
    refusal = CommandOutcome.COMPLETED;
    return !answer.isCompletedExceptionally();
  }

  private Callable<String> body(CommandKind kind, CommandOutcome outcome, Duration elapsed) {
    return () -> {
      clock.pass(elapsed);
      if (outcome != CommandOutcome.COMPLETED) {
        throw new IllegalStateException("canonicalisation took longer than 5 s");
      }
      return "done";
    };
  }

  /** One run of a task. */
  void task(TaskName name, TaskOutcome outcome, Duration elapsed) {
    Task task =
        new Task() {
          @Override
          public TaskName name() {
            return name;
          }

          @Override
          public TaskRun run() {
            clock.pass(elapsed);
            if (outcome == TaskOutcome.FAILED) log.error("sync pass failed: no peer answered");
            else log.info("task {} {}", name.label(), outcome.label());
            return new TaskRun(outcome, Duration.ofSeconds(30));
          }
        };
    telemetry.task(task).run();
    if (name == TaskName.SYNC && outcome == TaskOutcome.COMPLETED)
      telemetry.heartbeat().succeeded();
  }

  /** Sends what it has to tell by now. */
  void push() {
    sdk.push();
  }

  /** Does the work at once, on the caller's thread. */
  private CommandQueue queue() {
    return new CommandQueue() {
      @Override
      public <T> CompletableFuture<T> submit(Command<T> command) {
        boolean refused = refusal != CommandOutcome.COMPLETED && refusal != CommandOutcome.FAILED;
        if (refused) return CompletableFuture.failedFuture(new CommandRefused(refusal, "no room"));
        try {
          return CompletableFuture.completedFuture(command.body().call());
        } catch (Exception e) {
          return CompletableFuture.failedFuture(e);
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    clock.pass(Duration.ofMillis(1)); // what is told at the end has a time of its own
    sdk.close();
    lines.close();
  }
}
