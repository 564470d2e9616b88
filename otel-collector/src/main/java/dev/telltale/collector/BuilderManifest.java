package dev.telltale.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What builder.yaml says our Collector is made of.
 *
 * @param modules Go module to version, for every component and provider
 */
record BuilderManifest(String name, String version, String tags, Map<String, String> modules) {
  private static final Pattern GOMOD = Pattern.compile("(?m)^\\s*- gomod: (\\S+) (v\\S+)$");

  static BuilderManifest read(Path file) throws IOException {
    String text = Files.readString(file);
    Map<String, String> modules = new TreeMap<>();
    Matcher line = GOMOD.matcher(text);
    while (line.find()) {
      modules.put(line.group(1), line.group(2));
    }
    return new BuilderManifest(
        value(file, text, "name"),
        value(file, text, "version"),
        value(file, text, "build_tags"),
        modules);
  }

  private static String value(Path file, String text, String key) throws IOException {
    Matcher line = Pattern.compile("(?m)^  " + key + ": (\\S+)$").matcher(text);
    if (!line.find()) {
      throw new IOException(file + ": expected a line \"  " + key + ": …\" under dist, found none");
    }
    return line.group(1);
  }
}
