package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.composite.AbstractJsonProvider;
import net.logstash.logback.composite.JsonProviders;
import net.logstash.logback.composite.loggingevent.LoggingEventJsonProviders;
import net.logstash.logback.decorate.TokenStreamFactoryBuilderDecorator;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonWriteFeature;

/** Writes each event as one line of JSON, whatever is in it. */
final class JsonLines extends AbstractJsonProvider<ILoggingEvent> {
  private final String serviceName;
  private final String instanceId;
  private final Timestamps timestamps = new Timestamps();

  private JsonLines(String serviceName, String instanceId) {
    this.serviceName = serviceName;
    this.instanceId = instanceId;
  }

  static LoggingEventCompositeJsonEncoder encoder(
      LoggerContext context, String serviceName, String instanceId) {
    JsonProviders<ILoggingEvent> providers = new LoggingEventJsonProviders();
    // One provider for all fields: several would not know of each other's names and sizes.
    providers.addProvider(new JsonLines(serviceName, instanceId));
    LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
    encoder.setContext(context);
    encoder.setProviders(providers);
    encoder.setLineSeparator("UNIX");
    encoder.setFindAndRegisterJacksonModules(false);
    TokenStreamFactoryBuilderDecorator<JsonFactory, JsonFactoryBuilder> escapes =
        builder ->
            builder
                .characterEscapes(new JsonEscapes())
                // 😀 as four bytes of UTF-8, which is also what its size is reckoned as.
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
    encoder.addDecorator(escapes);
    encoder.start();
    return encoder;
  }

  @Override
  public void writeTo(JsonGenerator json, ILoggingEvent event) {
    byte[] timestamp = timestamps.of(event.getInstant());
    json.writeName("@timestamp");
    json.writeUTF8String(timestamp, 0, timestamp.length);
    json.writeStringProperty("level", event.getLevel().toString());
    LineFields.write(event, serviceName, instanceId, new Fields(json));
  }

  private record Fields(JsonGenerator json) implements FieldWriter {
    @Override
    public void text(String name, String value) {
      json.writeStringProperty(name, value);
    }

    @Override
    public void integer(String name, long value) {
      json.writeNumberProperty(name, value);
    }

    @Override
    public void fraction(String name, Number value) {
      json.writeNumberProperty(name, value.doubleValue());
    }

    @Override
    public void flag(String name, boolean value) {
      json.writeBooleanProperty(name, value);
    }
  }
}
