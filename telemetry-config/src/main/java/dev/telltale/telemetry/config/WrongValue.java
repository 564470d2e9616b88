package dev.telltale.telemetry.config;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;

/** A value that is not what its key expects; caught where the key is known, never leaves here. */
final class WrongValue extends RuntimeException {
  private final String expected;
  private final String found;
  private final @Nullable TomlPosition position;

  private WrongValue(String expected, String found, @Nullable TomlPosition position) {
    super(null, null, false, false);
    this.expected = expected;
    this.found = found;
    this.position = position;
  }

  /**
   * The usual one: expected this, found that.
   *
   * @param found in words, without a secret
   */
  WrongValue(String expected, String found) {
    this("expected " + expected, ", found " + found, null);
  }

  /** A whole sentence, without a value in it. */
  static WrongValue saying(String what) {
    return new WrongValue(what, "", null);
  }

  /** The same, in an element of a list. */
  WrongValue at(@Nullable TomlPosition element) {
    return new WrongValue(expected, found, element);
  }

  /** Where in the file, when that is not where the whole value begins. */
  @Nullable TomlPosition position() {
    return position;
  }

  String what(boolean secret) {
    return expected + (secret && !found.isEmpty() ? ", found a value that is not shown" : found);
  }
}
