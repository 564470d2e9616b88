package dev.telltale.tools.chaos.emission;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Pattern;

/**
 * A parent of spans that only some threads may look at: to others it throws.
 *
 * @param kept the names of the threads it is kept from
 * @param error what they get
 */
record HarmfulParent(Pattern kept, Error error) implements SpanContext {
  @Override
  public String getTraceId() {
    return checked("0af7651916cd43dd8448eb211c80319c");
  }

  @Override
  public String getSpanId() {
    return checked("b7ad6b7169203331");
  }

  @Override
  public TraceFlags getTraceFlags() {
    return TraceFlags.getSampled();
  }

  @Override
  public TraceState getTraceState() {
    return TraceState.getDefault();
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  private String checked(String id) {
    if (kept.matcher(Thread.currentThread().getName()).matches()) throw error;
    return id;
  }
}
