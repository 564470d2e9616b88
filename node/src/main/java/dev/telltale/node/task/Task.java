package dev.telltale.node.task;

/** Something a node does by itself, one run at a time. */
public interface Task {
  TaskName name();

  /**
   * Does one run. Throwing counts as failed; the next run comes all the same.
   *
   * @return what happened and how soon the next run is due
   */
  TaskRun run();
}
