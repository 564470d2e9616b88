package dev.telltale.telemetry.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.TomlTable;

/** {@code [telemetry.resource]}, the one section whose keys the operator names. */
final class ResourceSection {
  private static final String OTHER_THAN_SERVICE =
      "expected an attribute other than service.*; the name of the service is"
          + " telemetry.traces.service_name, the program sets the rest";

  private final Section section;
  private final ConfigFile file;
  private final Map<String, String> attributes = new LinkedHashMap<>();

  ResourceSection(Section section) {
    this.section = section;
    this.file = section.file();
  }

  ResourceConfig read() {
    file.vocabulary().freelyNamed(section.path());
    TomlTable table = section.table();
    if (table != null) {
      for (Entry entry : Entry.all(table, file.origin())) {
        written(entry.name(), entry.raw(), entry.value(), entry.key());
      }
    }
    exported();
    int depth = section.path().size();
    for (SetOption set : file.sets()) {
      if (set.path().size() > depth && set.path().subList(0, depth).equals(section.path())) {
        List<String> rest = set.path().subList(depth, set.path().size());
        if (rest.size() > 1) {
          unquoted(String.join(".", rest), rest.get(0), Origin.COMMAND_LINE);
        } else {
          Object raw = Shapes.STRING.typed(set.text());
          written(rest.get(0), raw, Origin.COMMAND_LINE, Origin.COMMAND_LINE);
        }
      }
    }
    return new ResourceConfig(attributes);
  }

  private void written(String name, Object raw, Origin value, Origin key) {
    if (raw instanceof TomlTable table) {
      List<List<String>> inner = List.copyOf(table.keyPathSet());
      String rest = inner.isEmpty() ? "name" : String.join(".", inner.get(0));
      unquoted(name + "." + rest, name, key);
      return;
    }
    if (!Shapes.isPlain(name)) {
      problem(key, name, "expected a name of an attribute, found " + Found.text(name));
    } else if (isOfService(name)) {
      problem(key, name, OTHER_THAN_SERVICE);
    } else {
      try {
        put(name, Shapes.STRING.read(raw, file.directory()), value);
      } catch (WrongValue e) {
        problem(value, name, e.what(Found.mayBeSecret(name)));
      }
    }
  }

  private void unquoted(String dotted, String first, Origin key) {
    problem(
        key,
        first,
        "expected a string, found a table; write "
            + Found.quoted(Found.shortened(dotted))
            + " in quotes");
  }

  private void exported() {
    String text = file.environment().get(Exported.RESOURCE_ATTRIBUTES);
    if (text == null) {
      return;
    }
    Origin origin = Origin.environment(Exported.RESOURCE_ATTRIBUTES);
    try {
      Exported.pairs(text).forEach((name, value) -> exported(name, value, origin));
    } catch (WrongValue e) {
      file.problems().add(origin, "", e.what(false));
    }
  }

  private void exported(String name, String value, Origin origin) {
    if (isOfService(name)) {
      // Platforms inject these into every process, so that a refusal would be no one's mistake.
      if (!name.equals("service.name")) {
        file.warn(
            origin.name()
                + ": "
                + Found.oneLine(name)
                + " has no effect; the program sets it itself");
      }
    } else if (Shapes.isPlain(name) && Shapes.isPlain(value)) {
      put(name, value, origin);
    } else {
      String wrong = "expected names and values of 1 to 1024 characters without line breaks";
      file.problems().add(origin, "", wrong + ", found another for " + Found.text(name));
    }
  }

  private static boolean isOfService(String name) {
    return name.equals("service") || name.startsWith("service.");
  }

  private void put(String name, String value, Origin origin) {
    attributes.put(name, value);
    String toml = Found.mayBeSecret(name) ? Section.MASK : Found.quoted(value);
    file.settled(section.written(name), Setting.of(section.written(name), toml, origin));
  }

  private void problem(Origin origin, String name, String what) {
    file.problems().add(origin, section.shown(name), what);
  }
}
