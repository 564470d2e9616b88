package dev.telltale.telemetry.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code [telemetry.logs]}: what log lines look like and where they go.
 *
 * @param format of standard output; the file always has JSON lines
 * @param level the least severe level that is written
 * @param file JSON lines for the Collector to read; none when null
 */
public record LogsConfig(LogFormat format, LogLevel level, @Nullable Path file) {}
