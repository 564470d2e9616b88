package dev.telltale.node.triplestore;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.eclipse.rdf4j.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Runs a regular expression against the clock before RDF4J runs it without.
 *
 * <p>Some expressions take for ever on some texts, and the JDK's matcher can't be stopped but by
 * the text that it reads.
 */
final class TimedRegex {
  private static final int CHARACTERS_A_CHECK = 4096;

  private TimedRegex() {}

  static void rehearse(Value text, Value pattern, @Nullable Value flags, Deadline deadline) {
    Matcher matcher;
    try {
      matcher =
          Pattern.compile(pattern.stringValue(), flags(flags))
              .matcher(new TimedText(text.stringValue(), deadline));
    } catch (PatternSyntaxException e) {
      return; // RDF4J has its own words for that
    }
    boolean found = matcher.find();
    while (found) {
      found = matcher.find();
    }
  }

  private static int flags(@Nullable Value flags) {
    int bits = 0;
    for (char flag : flags == null ? new char[0] : flags.stringValue().toCharArray()) {
      bits |=
          switch (flag) {
            case 's' -> Pattern.DOTALL;
            case 'm' -> Pattern.MULTILINE;
            case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
            case 'x' -> Pattern.COMMENTS;
            case 'q' -> Pattern.LITERAL;
            default -> 0;
          };
    }
    return bits;
  }

  private static final class TimedText implements CharSequence {
    private final String text;
    private final Deadline deadline;
    private int looks;

    TimedText(String text, Deadline deadline) {
      this.text = text;
      this.deadline = deadline;
    }

    @Override
    public char charAt(int index) {
      if (++looks % CHARACTERS_A_CHECK == 0) {
        deadline.check();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
