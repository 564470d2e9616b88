package dev.telltale.stack.panels;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/** What this process logs as a node, written as the JSON lines that the Collector reads. */
final class NodeLogFile extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Logger NODE = (Logger) LoggerFactory.getLogger("dev.telltale.node");

  private final Writer writer;
  private final String node;
  private final InstantSource clock;

  NodeLogFile(Path file, String node, InstantSource clock) throws IOException {
    this.writer = Files.newBufferedWriter(file);
    this.node = node;
    this.clock = clock;
    start();
    NODE.setLevel(Level.INFO);
    NODE.setAdditive(false);
    NODE.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("@timestamp", clock.instant().toString());
    line.put("level", event.getLevel().toString());
    line.put("message", event.getFormattedMessage());
    line.put("logger_name", event.getLoggerName());
    line.put("service.name", "telltale");
    line.put("service.instance.id", node);
    line.putAll(event.getMDCPropertyMap());
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        line.put(pair.key, String.valueOf(pair.value));
      }
    }
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      line.put("trace_id", span.getTraceId());
      line.put("span_id", span.getSpanId());
      line.put("trace_flags", span.getTraceFlags().asHex());
    }
    try {
      writer.write(JSON.writeValueAsString(line) + "\n");
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    NODE.detachAppender(this);
    stop();
    writer.close();
  }
}
