package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.CommandLineNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** F1: each wrong file stops the node with exit code 78 and one line that says where. */
final class WrongConfiguration implements ChaosCase {
  private static final String SECRET = "hunter2hunter2";
  private static final List<String> WRONG =
      List.of(
          "[telemetry.traces]\nenabled = \"yes\"\n",
          "[telemetry.traces]\notlp_endpoint = \"127.0.0.1:4317\"\n",
          "[telemetry.traces]\notlp_endpoint = \"http://me:" + SECRET + "@127.0.0.1:4317\"\n",
          "[telemetry.traces]\nenable = true\n",
          "[telemetry.metrics]\nbind_address = \"9464\"\n",
          "[telemetry.logs]\nlevel = \"loud\"\n",
          "[telemetry]\notlp_endpoint = \"http://127.0.0.1:4317\"\n",
          "[telemetry.traces\nenabled = true\n",
          "[telemetry.resource]\n\"service.name\" = \"x\"\n",
          "[node]\nname = 7\n");

  @Override
  public String id() {
    return "F1";
  }

  @Override
  public String fault() {
    return WRONG.size() + " wrong configuration files";
  }

  @Override
  public boolean quick() {
    return true;
  }

  @Override
  public int seconds() {
    return 20;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    long slowest = 0;
    for (int i = 0; i < WRONG.size(); i++) {
      Path file = Files.writeString(run.folder().resolve("wrong-" + i + ".toml"), WRONG.get(i));
      CommandLineNode.Ended ended = CommandLineNode.runToEnd(file);
      slowest = Math.max(slowest, ended.took().toMillis());
      String name = file.getFileName().toString();
      if (ended.code() != 78) run.found(name + ": exit code: expected 78, found " + ended.code());
      if (!ended.printed().lines().allMatch(line -> isProblem(line, name))) {
        run.found(
            name
                + ": expected lines that begin with "
                + name
                + ":line:column:, found "
                + ended.printed());
      }
      if (ended.printed().contains(SECRET))
        run.found(name + ": expected no secret, found it printed");
    }
    run.figure("files", WRONG.size());
    run.figure("slowest_ms", slowest);
  }

  /** The lines to write instead are indented. */
  private static boolean isProblem(String line, String file) {
    return line.matches(".*" + Pattern.quote(file) + ":\\d+:\\d+: .*") || line.startsWith("    ");
  }
}
