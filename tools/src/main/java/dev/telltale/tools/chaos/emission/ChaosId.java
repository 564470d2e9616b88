package dev.telltale.tools.chaos.emission;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of one emitted item.
 *
 * @param slot the emitting thread's place in the emission ledger
 * @param sequence 1 for its first item
 */
public record ChaosId(int slot, int sequence) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})-(\\d{1,9})");

  /** The id that {@code text} is, or null when it is none. */
  public static @Nullable ChaosId parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? new ChaosId(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : null;
  }

  /**
   * What travels with the id and can be computed from it: an item that arrives with another one was
   * damaged. Begins with a letter and is short, so that no redaction takes it for a card number.
   */
  public String check() {
    long mixed = (slot * 0x9E3779B97F4A7C15L) ^ (sequence * 0xC2B2AE3D27D4EB4FL);
    mixed ^= mixed >>> 29;
    return "x" + Integer.toHexString((int) ((mixed * 0xBF58476D1CE4E5B9L) >>> 32));
  }

  @Override
  public String toString() {
    return slot + "-" + sequence;
  }
}
