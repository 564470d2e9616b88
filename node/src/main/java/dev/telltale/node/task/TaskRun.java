package dev.telltale.node.task;

import java.time.Duration;

/**
 * What one run of a task came to.
 *
 * @param nextDelay how long to wait before the next run
 */
public record TaskRun(TaskOutcome outcome, Duration nextDelay) {}
