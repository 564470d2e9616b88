package dev.telltale.node.collection;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a published collection: {@code did:dkg:<network>/<publisher>/<number>}.
 *
 * @param network e.g. {@code local:1}
 * @param publisher {@code 0x} and 40 lower-case hex digits
 * @param number the collection's place in its publisher's log, from 1
 */
public record Ual(String network, String publisher, long number) {
  private static final Pattern FORM =
      Pattern.compile(
          "did:dkg:([a-z0-9]{1,32}:[a-zA-Z0-9]{1,32})/(0x[0-9a-f]{40})/([1-9][0-9]{0,17})");

  /** The UAL written as {@code text}, or nothing when it is not one. */
  public static Optional<Ual> parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? Optional.of(new Ual(m.group(1), m.group(2), Long.parseLong(m.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "did:dkg:" + network + "/" + publisher + "/" + number;
  }
}
