package dev.telltale.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a go.mod pins.
 *
 * @param go the Go version it asks for
 * @param required module to version, direct and indirect
 * @param direct those of them that the module itself imports
 */
public record GoModule(
    Path file, ServerVersion go, Map<String, String> required, Map<String, String> direct) {
  private static final Pattern GO_LINE = Pattern.compile("(?m)^go (\\S+)$");
  private static final Pattern REQUIRED =
      Pattern.compile("(?m)^(?:require|\\s)\\s*([\\w./-]+) (v\\S+)( // indirect)?$");

  /** Reads the lines that pin something; replace and exclude lines are not kept. */
  public static GoModule read(Path file) throws IOException {
    String text = Files.readString(file);
    Matcher go = GO_LINE.matcher(text);
    if (!go.find()) {
      throw new IOException(file + ": expected a line \"go 1.x\", found none");
    }
    Map<String, String> required = new TreeMap<>();
    Map<String, String> direct = new TreeMap<>();
    Matcher line = REQUIRED.matcher(text);
    while (line.find()) {
      required.put(line.group(1), line.group(2));
      if (line.group(3) == null) {
        direct.put(line.group(1), line.group(2));
      }
    }
    return new GoModule(file, ServerVersion.of(go.group(1)), required, direct);
  }

  /** The version of {@code module}, which must be there. */
  public String versionOf(String module) throws IOException {
    String version = required.get(module);
    if (version == null) {
      throw new IOException(file + ": expected a required " + module + ", found none");
    }
    return version;
  }
}
