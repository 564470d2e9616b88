package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The process under test. It can be killed and started again with what it kept on disk. */
public interface Subject extends AutoCloseable {
  /** Starts it, or starts it again, and waits until it is ready to emit. */
  void start() throws IOException;

  ChildProcess process();

  Path logFile();

  /** Where its API is, null where it has none. */
  @Nullable URI api();

  @Override
  void close() throws IOException;
}
