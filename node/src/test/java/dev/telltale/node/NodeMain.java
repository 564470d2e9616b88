package dev.telltale.node;

import java.nio.file.Path;
import java.util.List;

/** A node as a process of its own. */
final class NodeMain {
  private NodeMain() {}

  public static void main(String[] args) throws InterruptedException {
    System.exit(Main.run(Path.of(args[0]), System.getenv(), List.of(), System.err));
  }
}
