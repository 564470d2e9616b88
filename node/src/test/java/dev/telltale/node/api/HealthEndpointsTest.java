package dev.telltale.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthEndpointsTest {
  private static final ApiRequest REQUEST =
      new ApiRequest("GET", "/health", Map.of(), Map.of(), new byte[0]);
  private static final HealthEndpoints.Check WORKS =
      new HealthEndpoints.Check("repository", () -> {});
  private static final HealthEndpoints.Check BROKEN =
      new HealthEndpoints.Check(
          "triple_store",
          () -> {
            throw new IllegalStateException("disk full");
          });

  @Test
  void everythingWorks() {
    HealthEndpoints health = new HealthEndpoints(List.of(WORKS), () -> Map.of("traces", "ready"));
    assertThat(words(health.live(REQUEST))).isEqualTo("200 {\"status\":\"live\"}");
    assertThat(words(health.ready(REQUEST)))
        .isEqualTo("200 {\"status\":\"ready\",\"checks\":{\"repository\":\"ok\"}}");
    assertThat(words(health.health(REQUEST)))
        .isEqualTo(
            "200 {\"status\":\"healthy\",\"checks\":{\"repository\":\"ok\"},"
                + "\"telemetry\":{\"traces\":\"ready\"}}");
  }

  @Test
  void onePartDoesNot_itIsNamedAndTheProcessLives() {
    HealthEndpoints health = new HealthEndpoints(List.of(BROKEN, WORKS), Map::of);
    assertThat(words(health.live(REQUEST))).isEqualTo("200 {\"status\":\"live\"}");
    assertThat(words(health.ready(REQUEST)))
        .isEqualTo(
            "503 {\"status\":\"not ready\",\"checks\":{\"triple_store\":\"disk full\","
                + "\"repository\":\"ok\"}}");
    assertThat(words(health.health(REQUEST))).startsWith("503 {\"status\":\"unhealthy\"");
  }

  @Test
  void telemetryIsShown_andNeverDecides() {
    HealthEndpoints health =
        new HealthEndpoints(
            List.of(WORKS), () -> Map.of("traces", Map.of("state", "off", "why", "refused")));
    assertThat(health.ready(REQUEST).status()).isEqualTo(200);
    assertThat(health.health(REQUEST).status()).isEqualTo(200);
    HealthEndpoints telemetryBroken =
        new HealthEndpoints(
            List.of(WORKS),
            () -> {
              throw new IllegalStateException("telemetry must not be asked");
            });
    assertThat(telemetryBroken.ready(REQUEST).status()).isEqualTo(200);
  }

  private static String words(ApiResponse response) {
    return response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
  }
}
