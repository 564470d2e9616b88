package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.chaos.bench.TcpProxy.Spoiling;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/** Ways to spoil a stream. */
public final class Spoilings {
  private Spoilings() {}

  /** Each piece comes late, by {@code millis} give or take {@code jitter}. */
  public static Spoiling late(int millis, int jitter) {
    return new LongLine(millis, jitter);
  }

  /** No more than {@code bytesPerSecond} go through, on each connection. */
  public static Spoiling narrow(int bytesPerSecond) {
    return (piece, length, out) -> {
      Waiting.pause(Duration.ofMillis(1000L * length / bytesPerSecond));
      out.write(piece, 0, length);
    };
  }

  /** Comes in pieces of {@code bytes}, with a pause between them. */
  public static Spoiling sliced(int bytes, Duration pause) {
    return (piece, length, out) -> {
      for (int at = 0; at < length; at += bytes) {
        out.write(piece, at, Math.min(bytes, length - at));
        out.flush();
        Waiting.pause(pause);
      }
    };
  }

  /** One in {@code pieces} pieces has one bit changed. */
  public static Spoiling flipped(int pieces) {
    Random random = new Random(pieces);
    return (piece, length, out) -> {
      synchronized (random) {
        if (random.nextInt(pieces) == 0) {
          piece[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      out.write(piece, 0, length);
    };
  }

  /** One in {@code pieces} pieces ends the connection. */
  public static Spoiling cut(int pieces) {
    Random random = new Random(pieces);
    return (piece, length, out) -> {
      int drawn;
      synchronized (random) {
        drawn = random.nextInt(pieces);
      }
      if (drawn == 0) throw new IOException("cut");
      out.write(piece, 0, length);
    };
  }

  /** Nothing goes through, and the connection stays. */
  public static Spoiling swallowed() {
    return (piece, length, out) -> {};
  }
}
