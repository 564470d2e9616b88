package dev.telltale.telemetry.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a value must look like, and what it then is. */
interface Shape<T> {
  /** Reads a text; null when it is not what this expects. */
  interface Parser<T> {
    @Nullable T parse(String text, Path directory);
  }

  /**
   * Reads a value.
   *
   * @param raw a value as the parser gives it
   * @param directory where relative paths start
   * @throws WrongValue when it is not of this shape
   */
  T read(Object raw, Path directory);

  /** What {@code text} from a command line would be in the file. */
  Object typed(String text);

  /** What {@code text} from an environment variable would be in the file. */
  default Object exported(String text) {
    return typed(text);
  }

  /** {@code value} as it is written in the file. */
  String toml(T value);

  /** Whether the file has words for it; an environment variable may say what the file cannot. */
  default boolean canBeWritten(T value) {
    return true;
  }

  /** A default, made what the same text in the file would be. */
  default T settled(T fallback, Path directory) {
    return fallback;
  }
}
