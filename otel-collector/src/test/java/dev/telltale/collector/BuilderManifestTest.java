package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * builder.yaml names the components, go.mod and go.sum pin them: the three must not drift apart.
 */
class BuilderManifestTest {
  private static final Path FOLDER = Checkout.find().file("otel-collector");

  @Test
  void goModPinsExactlyTheComponentsOfTheManifest() throws IOException {
    Map<String, String> components =
        new TreeMap<>(GoModule.read(FOLDER.resolve("go.mod")).direct());
    // What the generated main.go itself imports, besides the components.
    components
        .keySet()
        .removeIf(
            module -> module.matches("go\\.opentelemetry\\.io/collector/\\w+|golang\\.org/x/sys"));

    assertThat(components)
        .isEqualTo(BuilderManifest.read(FOLDER.resolve("builder.yaml")).modules());
  }

  @Test
  void goSumHasAChecksumForEveryComponent() throws IOException {
    String sums = Files.readString(FOLDER.resolve("go.sum"));

    BuilderManifest.read(FOLDER.resolve("builder.yaml"))
        .modules()
        .forEach(
            (module, version) -> assertThat(sums).contains("\n" + module + " " + version + " h1:"));
  }

  @Test
  void theBuilderHasTheVersionOfTheCollectorItBuilds() throws IOException {
    assertThat(
            GoModule.read(FOLDER.resolve("builder/go.mod"))
                .versionOf("go.opentelemetry.io/collector/cmd/builder"))
        .isEqualTo("v" + BuilderManifest.read(FOLDER.resolve("builder.yaml")).version());
  }
}
