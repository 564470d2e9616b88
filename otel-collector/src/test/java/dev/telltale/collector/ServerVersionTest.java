package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerVersionTest {
  @Test
  void comparesNumberByNumber() {
    assertThat(ServerVersion.of("3.14.0")).isGreaterThan(ServerVersion.of("3.9"));
    assertThat(ServerVersion.of("v0.159.0")).isEqualByComparingTo(ServerVersion.of("0.159"));
    assertThat(ServerVersion.of("3.1.0-dev")).isLessThan(ServerVersion.of("3.1.1"));
  }

  @Test
  void whatIsNoVersionIsNone() {
    assertThat(ServerVersion.read("(branch: , revision: unknown)")).isNull();
  }
}
