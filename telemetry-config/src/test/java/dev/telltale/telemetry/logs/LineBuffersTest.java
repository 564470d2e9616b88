package dev.telltale.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class LineBuffersTest {
  private final LineBuffers buffers = new LineBuffers();

  @Test
  void givenBack_isUsedAgainAndEmpty() {
    ByteArrayOutputStream buffer = buffers.take();
    buffer.write(new byte[8 * 1024], 0, 8 * 1024);
    buffers.giveBack(buffer);
    assertThat(buffers.take()).isSameAs(buffer).returns(0, ByteArrayOutputStream::size);
  }

  @Test
  void large_isNotKept() {
    ByteArrayOutputStream buffer = buffers.take();
    buffer.write(new byte[8 * 1024 + 1], 0, 8 * 1024 + 1);
    buffers.giveBack(buffer);
    assertThat(buffers.take()).isNotSameAs(buffer);
  }

  @Test
  void takenTwice_areTwo() {
    buffers.giveBack(buffers.take());
    assertThat(buffers.take()).isNotSameAs(buffers.take());
  }
}
