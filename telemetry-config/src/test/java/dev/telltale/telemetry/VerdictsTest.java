package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.Reply;
import dev.telltale.telemetry.testing.StandardOutput;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a span after each answer that a collector can give. */
class VerdictsTest {
  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    output.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {301, 302, 307, 308, 401, 403, 404, 405, 408, 415, 422, 429, 500, 501, 502, 503, 504})
  void httpStatusThatBlamesNoRequest_spanIsKeptUntilItIsTaken(int status) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.http()) {
      keptUntilTaken(receiver, false, Reply.of(status, Status.UNKNOWN), "HTTP " + status);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OK", "INVALID_ARGUMENT"})
  void grpcStatusThatBlamesNoRequest_spanIsKeptUntilItIsTaken(Status.Code code) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      keptUntilTaken(receiver, true, Reply.of(500, code.toStatus()), "gRPC " + code);
    }
  }

  static Stream<Reply> refusals() {
    return Stream.of(
        Reply.of(400, Status.INVALID_ARGUMENT),
        Reply.of(
            413,
            Status.RESOURCE_EXHAUSTED.withDescription(
                "grpc: received message larger than max (5000000 vs. 4194304)")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalOverHttp_isKeptAsideAndCounted(Reply refusal) throws IOException {
    refused(false, refusal);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalOverGrpc_isKeptAsideAndCounted(Reply refusal) throws IOException {
    refused(true, refusal);
  }

  private static void refused(boolean grpc, Reply refusal) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      receiver.reply(refusal);
      Configs configs = Configs.tracesTo(grpc, receiver.endpoint());
      Telemetry telemetry = configs.start();
      Emit.spans(telemetry, "poison", 3);
      await().until(() -> telemetry.status().traces().counts().dropped(DropReason.REJECTED) == 3);

      receiver.reply(Reply.ACCEPT);
      Emit.spans(telemetry, "task.sync", 2);
      assertThat(telemetry.close(Duration.ofSeconds(10)).traces())
          .isEqualTo(Books.of(5, 2, DropReason.REJECTED));
      assertThat(receiver.spanNames()).containsExactly("task.sync", "task.sync");
      assertThat(configs.spool.resolve("traces/rejected")).isNotEmptyDirectory();
    }
  }

  private static void keptUntilTaken(
      OtlpReceiver receiver, boolean grpc, Reply failure, String why) {
    receiver.reply(failure);
    Telemetry telemetry = Configs.tracesTo(grpc, receiver.endpoint()).start();
    Emit.spans(telemetry, "task.sync", 1);
    await().until(() -> telemetry.status().traces().state() == SignalStatus.State.FAILING);
    assertThat(telemetry.status().traces().why()).isEqualTo(why);
    await().until(() -> receiver.requestHeaders().size() > 3);
    assertThat(telemetry.status().traces().counts()).isEqualTo(Books.of(1, 0));

    receiver.reply(Reply.ACCEPT);
    await().until(() -> receiver.spans().size() == 1);
    assertThat(telemetry.close(Duration.ofSeconds(10)).traces()).isEqualTo(Books.of(1, 1));
  }
}
