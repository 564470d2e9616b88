package dev.telltale.stack.panels;

import dev.telltale.node.command.CommandKind;
import dev.telltale.node.command.CommandOutcome;
import dev.telltale.node.task.TaskName;
import dev.telltale.node.task.TaskOutcome;
import java.time.Duration;
import java.util.Random;

/** What nodes do in ten seconds, on different kinds of days. */
enum Days {
  /** In sync, and nobody asks for anything. */
  IDLE {
    @Override
    void tenSeconds(SimulatedNode node, int step, Random random) {
      tasks(node, step, TaskOutcome.COMPLETED);
    }
  },

  /** Publishes, gets and queries; now and then one fails or finds no room. */
  BUSY {
    @Override
    void tenSeconds(SimulatedNode node, int step, Random random) {
      tasks(node, step, step % 31 == 30 ? TaskOutcome.FAILED : TaskOutcome.COMPLETED);
      int commands = 1 + random.nextInt(4) + (step / 15) % 3;
      for (int i = 0; i < commands; i++) {
        CommandKind kind = CommandKind.values()[random.nextInt(CommandKind.values().length)];
        double millis = 8 * Math.exp(random.nextGaussian() * 0.8 + 1) * (1 + kind.ordinal() % 3);
        CommandOutcome outcome = CommandOutcome.COMPLETED;
        if (random.nextInt(50) == 0) outcome = CommandOutcome.FAILED;
        if (random.nextInt(200) == 0) outcome = CommandOutcome.REJECTED_QUEUE_FULL;
        node.command(kind, outcome, Duration.ofNanos((long) (millis * 1e6)));
      }
    }
  },

  /** Synced once, then no more. */
  STUCK {
    @Override
    void tenSeconds(SimulatedNode node, int step, Random random) {
      tasks(node, step, step == 0 ? TaskOutcome.COMPLETED : TaskOutcome.FAILED);
    }
  },

  /** Cut off since its start. */
  NEVER_SYNCED {
    @Override
    void tenSeconds(SimulatedNode node, int step, Random random) {
      tasks(node, step, TaskOutcome.FAILED);
    }
  },

  /** Takes commands and completes none. */
  FAILING {
    @Override
    void tenSeconds(SimulatedNode node, int step, Random random) {
      tasks(node, step, TaskOutcome.COMPLETED);
      node.command(CommandKind.PUBLISH_COLLECTION, CommandOutcome.FAILED, Duration.ofSeconds(5));
    }
  };

  abstract void tenSeconds(SimulatedNode node, int step, Random random);

  private static void tasks(SimulatedNode node, int step, TaskOutcome outcome) {
    if (step % 3 == 0) node.task(TaskName.SYNC, outcome, Duration.ofMillis(120));
    if (step % 6 == 0) {
      node.task(TaskName.PEER_DISCOVERY, TaskOutcome.COMPLETED, Duration.ofMillis(15));
    }
  }
}
