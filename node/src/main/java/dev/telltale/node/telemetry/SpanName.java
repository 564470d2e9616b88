package dev.telltale.node.telemetry;

import dev.telltale.node.command.CommandKind;
import dev.telltale.node.network.PeerProtocol;
import dev.telltale.node.repository.OperationKind;
import dev.telltale.node.sync.SyncStage;
import dev.telltale.node.task.TaskName;

/** Span names of the node: an area, a dot, and a word from a closed set. Never an id. */
public final class SpanName {
  public static final String RUNTIME_START = "runtime.start";
  public static final String RUNTIME_STOP = "runtime.stop";

  /** The API's span round a request that becomes a command: where a publish begins. */
  public static final String COMMAND_INGEST = "command.ingest";

  static String command(CommandKind kind) {
    return "command." + kind.label();
  }

  static String operation(OperationKind kind) {
    return "operation." + kind.label();
  }

  static String task(TaskName task) {
    return "task." + task.label();
  }

  static String stage(SyncStage stage) {
    return "task." + stage.label();
  }

  static String network(PeerProtocol protocol) {
    return "network." + protocol.label();
  }

  static String repository(String statement) {
    return "repository." + statement;
  }

  static String tripleStore(String type) {
    return "triple_store." + type;
  }

  private SpanName() {}
}
