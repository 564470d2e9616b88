package dev.telltale.node.repository;

import dev.telltale.node.collection.Ual;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one operation.
 *
 * @param id a random UUID
 * @param ual known from the commit on
 * @param reason why it failed; null otherwise
 * @param peers nodes that were asked to store the collection
 * @param acknowledgedBy those of them that said they did
 */
public record OperationRecord(
    String id,
    OperationKind kind,
    OperationStatus status,
    @Nullable Ual ual,
    @Nullable String reason,
    int peers,
    int acknowledgedBy,
    Instant createdAt,
    Instant changedAt) {}
