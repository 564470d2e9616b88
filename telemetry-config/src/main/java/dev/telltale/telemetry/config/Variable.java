package dev.telltale.telemetry.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An environment variable that says something about a key. */
record Variable<T>(String name, Reader<T> reader) {
  /** Makes a value of what a variable says and of what the file says. */
  interface Reader<T> {
    /**
     * The value with what {@code text} says.
     *
     * @param lower the value of the file or the default
     * @param directory the working directory
     * @return null when the variable changes nothing
     * @throws WrongValue when it says nothing that can be understood
     */
    @Nullable T read(String text, @Nullable T lower, Path directory);
  }

  /** Turns a signal off when it says {@code off}, and never on. */
  static Reader<Boolean> turningOff(String off, String unchanged) {
    return (text, lower, directory) -> {
      if (text.equalsIgnoreCase(off)) {
        return false;
      }
      if (text.equalsIgnoreCase(unchanged)) {
        return null;
      }
      throw new WrongValue(off + " or " + unchanged, Found.text(text));
    };
  }
}
