package dev.telltale.stack;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.GoBuild;
import dev.telltale.collector.GoModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The programs that come as Go modules and are pinned in observability/servers. */
record PinnedBuilds(GoBuild prometheus, GoBuild promtool, GoBuild loki, GoBuild logcli) {
  private static final String PROMETHEUS = "github.com/prometheus/prometheus";
  private static final String LOKI = "github.com/grafana/loki/v3";

  static PinnedBuilds of(Checkout checkout) throws IOException {
    Path prometheus = checkout.file("observability/servers/prometheus");
    Path loki = checkout.file("observability/servers/loki");
    String prometheusVersion = prometheusVersion(pinned(prometheus, PROMETHEUS));
    String lokiVersion = pinned(loki, LOKI);
    return new PinnedBuilds(
        prometheus(prometheus, "prometheus", prometheusVersion),
        prometheus(prometheus, "promtool", prometheusVersion),
        loki(loki, "loki", lokiVersion),
        loki(loki, "logcli", lokiVersion));
  }

  List<GoBuild> all() {
    return List.of(prometheus, promtool, loki, logcli);
  }

  private static GoBuild prometheus(Path module, String name, String version) {
    return new GoBuild(
        name,
        version,
        module,
        PROMETHEUS + "/cmd/" + name,
        "remove_all_sd", // only files name targets here; the clients of every cloud stay out
        "github.com/prometheus/common/version.Version");
  }

  private static GoBuild loki(Path module, String name, String version) {
    return new GoBuild(
        name, version, module, LOKI + "/cmd/" + name, "", LOKI + "/pkg/util/build.Version");
  }

  private static String pinned(Path module, String name) throws IOException {
    return GoModule.read(module.resolve("go.mod")).versionOf(name).substring(1);
  }

  /** Prometheus 3.14.0 is the Go module v0.314.0. */
  private static String prometheusVersion(String moduleVersion) {
    String[] parts = moduleVersion.split("\\.", 3);
    int release = Integer.parseInt(parts[1]);
    return release / 100 + "." + release % 100 + "." + parts[2];
  }
}
