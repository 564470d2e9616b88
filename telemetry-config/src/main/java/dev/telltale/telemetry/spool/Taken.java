package dev.telltale.telemetry.spool;

import java.time.Instant;

/**
 * A request on its way to the collector; whoever took it settles it: {@link Spool#delivered},
 * {@link Spool#refused} or {@link Spool#putBack}.
 *
 * @param sequence of its appending: later is higher
 * @param items spans, log records or data points in it; not negative
 * @param createdAt when it was appended
 * @param attempts how often it was put back since this process has it
 * @param request a marshalled OTLP request; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // two of them are never compared
public record Taken(long sequence, int items, Instant createdAt, int attempts, byte[] request) {}
