package dev.telltale.tools.chaos.emission;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * The negative control: the same threads on OpenTelemetry's own batch processor and exporter and on
 * logback's own file appender, all with their defaults. Where this loses nothing, a case is blind.
 */
public final class NaiveSubject {
  private NaiveSubject() {}

  /**
   * Takes the collector's gRPC endpoint, the emission ledger's file, the rates and the log file.
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, JoranException {
    logInto(Path.of(arguments[3]));
    OpenTelemetrySdk sdk = tracesTo(arguments[0]);
    Emitters emitters =
        Emitters.start(sdk, EmissionLedger.open(Path.of(arguments[1])), Rates.parse(arguments[2]));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  emitters.close();
                  sdk.close();
                  stopped.countDown();
                }));
    stopped.await();
  }

  private static OpenTelemetrySdk tracesTo(String endpoint) {
    Resource identity =
        Resource.create(
            Attributes.of(
                AttributeKey.stringKey("service.name"), "chaos",
                AttributeKey.stringKey("service.instance.id"), "naive"));
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(identity))
                .addSpanProcessor(
                    BatchSpanProcessor.builder(
                            OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).build())
                        .build())
                .build())
        .build();
  }

  private static void logInto(Path file) throws JoranException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.putProperty("chaos.log.file", file.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(NaiveSubject.class.getResource("naive-logback.xml"));
  }
}
