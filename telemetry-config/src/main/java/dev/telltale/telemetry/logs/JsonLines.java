package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
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
    for (Map.Entry<String, Object> field :
        LineFields.of(event, serviceName, instanceId).entrySet()) {
      json.writeName(field.getKey());
      write(json, field.getValue());
    }
  }

  private static void write(JsonGenerator json, Object value) {
    if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof Double || value instanceof Float) {
      json.writeNumber(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(value.toString());
    }
  }
}
