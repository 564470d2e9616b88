package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.chaos.bench.TcpProxy.Spoiling;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Reads what goes through a {@link TcpProxy}. Only what is not encrypted means something to it. */
public final class Eavesdropper implements Spoiling {
  private static final List<String> PLAIN = List.of("PRI * HTTP/2", "POST /", "chaos.item");

  private final AtomicLong understood = new AtomicLong();

  @Override
  public void pass(byte[] piece, int length, OutputStream out) throws IOException {
    String text = new String(piece, 0, length, StandardCharsets.ISO_8859_1);
    if (PLAIN.stream().anyMatch(text::contains)) understood.incrementAndGet();
    out.write(piece, 0, length);
  }

  /** How many pieces were plaintext of ours. */
  public long understood() {
    return understood.get();
  }
}
