package dev.telltale.telemetry.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How reasons, numbers and durations are said. */
class WordsTest {
  @Test
  void elapsed() {
    assertThat(Elapsed.words(Duration.ofMillis(0))).isEqualTo("0 s");
    assertThat(Elapsed.words(Duration.ofMillis(430))).isEqualTo("0.4 s");
    assertThat(Elapsed.words(Duration.ofSeconds(10))).isEqualTo("10 s");
    assertThat(Elapsed.words(Duration.ofMillis(41_300))).isEqualTo("41 s");
    assertThat(Elapsed.words(Duration.ofMinutes(12))).isEqualTo("12 min");
    assertThat(Elapsed.words(Duration.ofHours(5))).isEqualTo("5 h");
  }

  @Test
  void number() {
    assertThat(Reason.number(1204)).isEqualTo("1,204");
  }

  @Test
  void reason_isThatOfTheInnermostCauseInOneLine() {
    assertThat(
            Reason.of(
                new IOException("Failed to bind", new BindException("Address already in use"))))
        .isEqualTo("Address already in use");
    assertThat(Reason.of(new ConnectException("Connection\n refused\t")))
        .isEqualTo("Connection refused");
    assertThat(Reason.of(new UnknownHostException("nowhere.invalid")))
        .isEqualTo("unknown host nowhere.invalid");
    assertThat(Reason.of(new NoSuchFileException("/etc/ca.pem"))).isEqualTo("no such file");
    assertThat(Reason.of(new AccessDeniedException("/etc/ca.pem"))).isEqualTo("permission denied");
    assertThat(Reason.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    assertThat(Reason.of(new IllegalStateException("x".repeat(1000)))).hasSize(301);
  }

  @Test
  void backoff_doublesUpToTheLongest() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    assertThat(backoff.after(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.after(4)).isEqualTo(Duration.ofSeconds(16));
    assertThat(backoff.after(5)).isEqualTo(Duration.ofSeconds(30));
    assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
  }
}
