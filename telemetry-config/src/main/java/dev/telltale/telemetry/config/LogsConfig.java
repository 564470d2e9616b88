package dev.telltale.telemetry.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code [telemetry.logs]}: what log lines look like and where they go.
 *
 * @param format of standard output; the file always has JSON lines
 * @param level the least severe level that is written
 * @param file JSON lines for the Collector to read; none when null
 * @param maxFileBytes size at which {@code file} is renamed and a new one begun; positive
 * @param maxTotalBytes size of {@code file} and its renamed ones together, above which the oldest
 *     is deleted; at least {@code maxFileBytes}
 * @param push where log records are pushed by OTLP; they are not when null
 */
public record LogsConfig(
    LogFormat format,
    LogLevel level,
    @Nullable Path file,
    long maxFileBytes,
    long maxTotalBytes,
    @Nullable OtlpConfig push) {

  public static final long DEFAULT_MAX_FILE_BYTES = 50L * 1024 * 1024;
  public static final long DEFAULT_MAX_TOTAL_BYTES = 500L * 1024 * 1024;

  /** With the default sizes, and not pushed. */
  public LogsConfig(LogFormat format, LogLevel level, @Nullable Path file) {
    this(format, level, file, DEFAULT_MAX_FILE_BYTES, DEFAULT_MAX_TOTAL_BYTES, null);
  }
}
