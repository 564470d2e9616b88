package dev.telltale.telemetry.config;

import dev.telltale.telemetry.fuzz.Readable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Headers that are taken can be sent; wrong ones are refused without a word of what they say. */
public final class HeadersFuzz {
  private static final Pattern REFUSAL =
      Pattern.compile(
          "(line|header) \\d+: expected ("
              + "name: value, found no :"
              + "|a header name of letters, digits and -, found another character or nothing"
              + "|a header that the exporter does not set itself, found (?i:connection|host|te"
              + "|upgrade|(?:content|grpc|transfer)-(?:encoding|length|type|timeout))"
              + "|a value of printable ASCII characters, found another character"
              + "|a value, found nothing"
              + "|at most 32 headers, found more"
              + "|at most 8192 characters of headers, found more)");
  private static final Pattern REFUSED_PAIRS =
      Pattern.compile(
          "expected (name=value,name=value, found no name and = in item \\d+"
              + "|%xx where a value has a %, found another % in item \\d+)");

  private HeadersFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      canBeSent(Headers.ofLines(text));
    } catch (IllegalArgumentException e) {
      Readable.check(REFUSAL.matcher(String.valueOf(e.getMessage())).matches(), e.getMessage());
    }
    try {
      canBeSent(Exported.headers(text, null, Path.of("/")));
    } catch (WrongValue e) {
      String what = e.what(false);
      Readable.check(
          REFUSAL.matcher(what).matches() || REFUSED_PAIRS.matcher(what).matches(), what);
    }
  }

  private static void canBeSent(Headers headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://h:1"));
    headers
        .values()
        .forEach(
            (name, value) -> {
              Readable.line(name);
              Readable.check(value.chars().allMatch(c -> c >= ' ' && c <= '~'), name);
              if (!name.equals("expect")) { // the JDK's client sets this one itself
                request.header(name, value);
              }
            });
    Readable.check(
        headers
            .toString()
            .equals(
                String.join(
                    ", ", headers.values().keySet().stream().map(n -> n + "=***").toList())),
        "more than names in " + headers);
    Readable.check(headers.values().size() <= Headers.MAX_COUNT, headers.toString());
    request.build();
  }
}
