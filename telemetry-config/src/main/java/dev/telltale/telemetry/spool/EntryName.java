package dev.telltale.telemetry.spool;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the file of one request, and says all that is known of it without reading it: {@code
 * 0000000000000007-1700000000000-512.otlp}. Sorted by name is sorted by sequence.
 *
 * @param sequence of its appending; not negative
 * @param createdMillis when it was appended, since 1970-01-01 UTC; not negative
 * @param items in it; not negative
 */
record EntryName(long sequence, long createdMillis, int items) {
  /** At the end of a file that is not written to its end yet. */
  static final String HALF_WRITTEN = ".otlp.tmp";

  private static final Pattern FORM =
      Pattern.compile("([0-7][0-9a-f]{15})-([0-9]{1,18})-([0-9]{1,10})\\.otlp");

  /** Null when the file is none of a spool's. */
  static @Nullable EntryName parse(String file) {
    Matcher name = FORM.matcher(file);
    if (!name.matches()) {
      return null;
    }
    long items = Long.parseLong(name.group(3));
    return items > Integer.MAX_VALUE
        ? null
        : new EntryName(
            HexFormat.fromHexDigitsToLong(name.group(1)),
            Long.parseLong(name.group(2)),
            (int) items);
  }

  String file() {
    return stem() + ".otlp";
  }

  /** What it is called until it is whole. */
  String halfWritten() {
    return stem() + HALF_WRITTEN;
  }

  private String stem() {
    return HexFormat.of().toHexDigits(sequence) + "-" + createdMillis + "-" + items;
  }
}
