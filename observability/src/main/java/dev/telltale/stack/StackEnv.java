package dev.telltale.stack;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of stack.env for one stack: the lines of the file, what the environment says instead,
 * and what is built from them.
 */
public final class StackEnv {
  private static final String FILE = "observability/stack.env";
  private static final Pattern LINE = Pattern.compile("([A-Z][A-Z0-9_]*)=(.*)");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

  private final Path file;
  private final Map<String, String> written;
  private final Map<String, Integer> lines;
  private final Map<String, String> environment;
  private final Map<String, String> values;

  private StackEnv(
      Path file,
      Map<String, String> written,
      Map<String, Integer> lines,
      Map<String, String> environment)
      throws IOException {
    this.file = file;
    this.written = written;
    this.lines = lines;
    this.environment = environment;
    this.values = resolve();
  }

  /**
   * Reads the checkout's stack.env; a variable of {@code environment} wins over a line of that
   * name.
   */
  public static StackEnv read(Checkout checkout, Map<String, String> environment)
      throws IOException {
    Path file = checkout.file(FILE);
    Map<String, String> written = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IOException(
            file + ":" + number + ": expected NAME=value or a comment, found " + line);
      }
      written.put(matcher.group(1), matcher.group(2).strip());
      lines.put(matcher.group(1), number);
    }
    return new StackEnv(file, written, lines, environment);
  }

  /** The same with other values for some names, which must be names of stack.env. */
  public StackEnv with(Map<String, String> others) throws IOException {
    for (String name : others.keySet()) {
      require(name);
    }
    Map<String, String> merged = new HashMap<>(environment);
    merged.putAll(others);
    return new StackEnv(file, written, lines, merged);
  }

  /**
   * The same with every port free at this moment and everything kept in {@code stateDir}: a stack
   * beside the others.
   */
  public StackEnv onFreePorts(Path stateDir) throws IOException {
    List<String> names = written.keySet().stream().filter(name -> name.endsWith("_PORT")).toList();
    Iterator<Integer> free = FreePorts.take(names.size()).iterator();
    Map<String, String> others = new HashMap<>(Map.of("STATE_DIR", stateDir.toString()));
    for (String name : names) {
      others.put(name, String.valueOf(free.next()));
    }
    return with(others);
  }

  public String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + ": expected a name in " + file + ", found none");
    }
    return value;
  }

  public int port(String name) {
    return Integer.parseInt(value(name));
  }

  public Path path(String name) {
    return Path.of(value(name));
  }

  /** All values, for the environment of a server whose configuration refers to them. */
  public Map<String, String> values() {
    return values;
  }

  /** Where {@code name} is written, as {@code stack.env:12}. */
  public String lineOf(String name) {
    return file.getFileName() + ":" + lines.get(name);
  }

  private void require(String name) throws IOException {
    if (!written.containsKey(name)) {
      throw new IOException(file + ": expected a line " + name + "=…, found none");
    }
  }

  private Map<String, String> resolve() throws IOException {
    Map<String, String> resolved = new LinkedHashMap<>();
    for (String name : written.keySet()) {
      String value = environment.getOrDefault(name, written.getOrDefault(name, ""));
      resolved.put(name, expand(name, value, resolved));
      if (name.endsWith("_PORT") && !isPort(resolved.getOrDefault(name, ""))) {
        throw new IOException(
            lineOf(name) + ": " + name + ": expected a port of 1 to 65535, found " + value);
      }
    }
    return Map.copyOf(resolved);
  }

  private String expand(String name, String value, Map<String, String> above) throws IOException {
    Matcher matcher = REFERENCE.matcher(value);
    StringBuilder expanded = new StringBuilder();
    while (matcher.find()) {
      String referred =
          above.getOrDefault(matcher.group(1), environment.getOrDefault(matcher.group(1), ""));
      if (referred.isEmpty()) {
        throw new IOException(
            lineOf(name)
                + ": "
                + name
                + ": expected "
                + matcher.group()
                + " to have a value, found none");
      }
      matcher.appendReplacement(expanded, Matcher.quoteReplacement(referred));
    }
    return matcher.appendTail(expanded).toString();
  }

  private static boolean isPort(String text) {
    return text.matches("\\d{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= 65535;
  }
}
