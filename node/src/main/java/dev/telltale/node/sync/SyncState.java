package dev.telltale.node.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of catching up.
 *
 * @param lastAttempt end of the newest pass; null before the first
 * @param lastSuccess end of the newest pass that succeeded; null before it
 */
public record SyncState(@Nullable Instant lastAttempt, @Nullable Instant lastSuccess) {}
