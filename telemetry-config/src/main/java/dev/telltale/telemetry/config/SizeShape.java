package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A number of bytes from {@code min} to {@code max}, as a whole number or with a unit. */
record SizeShape(long min, long max) implements Shape<Long> {
  // The largest first; the SI has a small k.
  private static final List<Unit> UNITS =
      List.of(
          new Unit("TiB", 1L << 40),
          new Unit("TB", 1_000_000_000_000L),
          new Unit("GiB", 1L << 30),
          new Unit("GB", 1_000_000_000),
          new Unit("MiB", 1L << 20),
          new Unit("MB", 1_000_000),
          new Unit("KiB", 1L << 10),
          new Unit("kB", 1000),
          new Unit("B", 1));
  private static final Pattern SIZE =
      Pattern.compile(
          "([0-9]{1,13})(" + UNITS.stream().map(Unit::name).collect(Collectors.joining("|")) + ")");
  private static final Shape<Double> NUMBER = NumberShape.any(0, Long.MAX_VALUE);

  private record Unit(String name, long bytes) {}

  @Override
  public Long read(Object raw, Path directory) {
    if (raw instanceof Long size && size >= min && size <= max) {
      return size;
    }
    Matcher matcher = SIZE.matcher(raw instanceof String text ? text : "");
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      long unit = bytes(matcher.group(2));
      // Multiplied only when it fits.
      if (number <= max / unit && number * unit >= min) {
        return number * unit;
      }
    }
    String range = "from " + quoted(min) + " to " + quoted(max);
    throw new WrongValue("a size such as \"50MB\" or \"64MiB\", " + range, Found.of(raw));
  }

  private static long bytes(String unit) {
    return UNITS.stream()
        .filter(known -> known.name().equals(unit))
        .findFirst()
        .orElseThrow()
        .bytes();
  }

  /** A number where the text is one. */
  @Override
  public Object typed(String text) {
    return NUMBER.typed(text);
  }

  @Override
  public String toml(Long value) {
    return value > 0 && (value % 1000 == 0 || value % 1024 == 0) ? quoted(value) : value.toString();
  }

  /** In the largest unit that needs no fraction, in quotes. */
  static String quoted(long bytes) {
    Unit unit =
        UNITS.stream()
            .filter(known -> bytes >= known.bytes() && bytes % known.bytes() == 0)
            .findFirst()
            .orElse(UNITS.get(UNITS.size() - 1));
    return Found.quoted(bytes / unit.bytes() + unit.name());
  }
}
