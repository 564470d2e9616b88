package dev.telltale.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Builds our Collector: the OpenTelemetry Collector Builder writes Go sources from builder.yaml,
 * and the committed go.mod and go.sum pin what they are compiled with.
 */
public final class CollectorBuild {
  private static final String BUILDER = "go.opentelemetry.io/collector/cmd/builder";

  private final Path folder;
  private final Path manifestFile;
  private final BuilderManifest manifest;
  private final ServerCache cache;

  /** For the {@code otel-collector} folder of a checkout. */
  public CollectorBuild(Checkout checkout, ServerCache cache) throws IOException {
    this.folder = checkout.file("otel-collector");
    this.manifestFile = folder.resolve("builder.yaml");
    this.manifest = BuilderManifest.read(manifestFile);
    this.cache = cache;
  }

  /** What the program is called in the cache: another manifest or other pins make another name. */
  public String cachedName() throws IOException {
    return collector(folder).cachedName(List.of(manifestFile));
  }

  /** The Go version that the Collector's own modules ask for. */
  public ServerVersion goNeeded() throws IOException {
    return collector(folder).goNeeded();
  }

  /** Writes the sources, compiles them, and puts the program into the cache. */
  public Path build(GoTool go, Consumer<String> progress) throws IOException {
    requirePins();
    Path sources = generate(go, progress);
    for (String pins : List.of("go.mod", "go.sum")) {
      Files.copy(folder.resolve(pins), sources.resolve(pins), StandardCopyOption.REPLACE_EXISTING);
    }
    Path target = cache.bin(cachedName());
    collector(sources).compile(go, target, progress);
    return target;
  }

  /** Compiling would take the version of go.mod, whatever builder.yaml says. */
  private void requirePins() throws IOException {
    GoModule pins = GoModule.read(folder.resolve("go.mod"));
    for (Map.Entry<String, String> component : manifest.modules().entrySet()) {
      String pinned = pins.versionOf(component.getKey());
      if (!pinned.equals(component.getValue())) {
        throw new IOException(
            pins.file()
                + ": "
                + component.getKey()
                + ": expected "
                + component.getValue()
                + " as in builder.yaml, found "
                + pinned);
      }
    }
  }

  private Path generate(GoTool go, Consumer<String> progress) throws IOException {
    Path module = folder.resolve("builder");
    String version = GoModule.read(module.resolve("go.mod")).versionOf(BUILDER).substring(1);
    GoBuild builder = new GoBuild("ocb", version, module, BUILDER, "", "");
    Path program = cache.bin(builder.cachedName());
    if (!Files.isExecutable(program)) {
      builder.compile(go, program, progress);
    }
    Path workspace = cache.build(cachedName());
    Files.createDirectories(workspace);
    go.runOther(
        workspace,
        List.of(
            program.toString(),
            "--config",
            manifestFile.toString(),
            "--skip-get-modules",
            "--skip-compilation"));
    return workspace.resolve("sources");
  }

  private GoBuild collector(Path module) {
    return new GoBuild(manifest.name(), manifest.version(), module, ".", manifest.tags(), "");
  }
}
