package dev.telltale.node.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Keys that spans and log lines share. Ids belong here, and never in span names or metric labels.
 */
public final class SpanField {
  public static final AttributeKey<String> OPERATION_ID = AttributeKey.stringKey("operation_id");
  public static final AttributeKey<String> TASK = AttributeKey.stringKey("task");
  public static final AttributeKey<String> COMMAND = AttributeKey.stringKey("command");
  public static final AttributeKey<String> BLOCKCHAIN = AttributeKey.stringKey("blockchain");
  public static final AttributeKey<String> PEER_ID = AttributeKey.stringKey("peer_id");
  public static final AttributeKey<String> UAL = AttributeKey.stringKey("ual");
  public static final AttributeKey<String> STATUS = AttributeKey.stringKey("status");

  private SpanField() {}
}
