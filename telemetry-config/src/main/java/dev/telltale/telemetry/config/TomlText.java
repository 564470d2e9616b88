package dev.telltale.telemetry.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A file on its way to a table: size, encoding and depth are looked at before it is parsed. */
final class TomlText {
  static final int MAX_BYTES = 1 << 20;
  static final int MAX_DEPTH = 32;

  private static final Pattern UNEXPECTED = Pattern.compile("(?s)Unexpected (.+), expected (.+)");

  private final Path file;
  private final Origin origin;
  private final Problems problems;

  private TomlText(Path file, Problems problems) {
    this.file = file;
    this.origin = Origin.file(name(file), 0, 0);
    this.problems = problems;
  }

  /** The file's last name, as problems and {@code config show} call it. */
  static String name(Path file) {
    Path name = file.getFileName();
    return Found.oneLine(name == null ? file.toString() : name.toString());
  }

  /** What is in the file; an empty table when there are problems. */
  static TomlTable read(Path file, Problems problems) {
    return new TomlText(file, problems).read();
  }

  private TomlTable read() {
    byte[] bytes;
    try {
      bytes = bytes();
    } catch (IOException e) {
      problems.add(wholeFile(), "", "expected a file that can be read, found " + why(e));
      return Toml.parse("");
    }
    if (bytes.length > MAX_BYTES) {
      problems.add(wholeFile(), "", "expected at most 1 MiB, found more");
      return Toml.parse("");
    }
    String text = decoded(bytes);
    if (text == null) {
      return Toml.parse("");
    }
    TomlPosition tooDeep = NestingDepth.beyond(MAX_DEPTH, text);
    if (tooDeep != null) {
      String what = "expected at most " + MAX_DEPTH + " levels of tables and lists, found more";
      problems.add(origin.at(tooDeep), "", what);
      return Toml.parse("");
    }
    TomlParseResult result = Toml.parse(text, TomlParseOptions.sourceless());
    List<String> lines = result.hasErrors() ? text.lines().toList() : List.of();
    for (TomlParseError error : result.errors()) {
      problems.add(origin.at(error.position()), "", message(error, lines));
    }
    return result;
  }

  /** One byte more than allowed at most: a device or a pipe has no size to ask for. */
  private byte[] bytes() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "none";
    }
    return e instanceof AccessDeniedException
        ? "one without permission"
        : Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  private @Nullable String decoded(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      String found = String.format("byte 0x%02x", bytes[in.position()]);
      TomlPosition position = NestingDepth.positionAt(text, text.length());
      problems.add(origin.at(position), "", "expected UTF-8, found " + found);
      return null;
    }
    if (text.startsWith("\ufeff")) {
      TomlPosition start = TomlPosition.positionAt(1, 1);
      problems.add(origin.at(start), "", "expected no byte order mark, found one");
      return null;
    }
    return text;
  }

  private Origin wholeFile() {
    return Origin.file(Found.escaped(file.toString()), 0, 0);
  }

  /** The parser's words in our grammar; it shows characters, which may be those of a secret. */
  private static String message(TomlParseError error, List<String> lines) {
    int index = error.position().line() - 1;
    boolean secret = index < lines.size() && Found.mayBeSecret(lines.get(index));
    String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("not TOML");
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      return "expected " + unexpected.group(2) + (secret ? "" : ", found " + unexpected.group(1));
    }
    return secret ? "expected valid TOML, found a line that is not shown" : message;
  }
}
