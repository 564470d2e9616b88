package dev.telltale.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.config.ConfigException;
import dev.telltale.telemetry.config.TelemetryConfig;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.nio.file.Path;
import java.util.Scanner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sells what is asked for: each line of standard input is an order. */
public final class Shop {
  private static final Logger log = LoggerFactory.getLogger(Shop.class);

  private Shop() {}

  public static void main(String[] args) throws ConfigException {
    try (Telemetry telemetry = Telemetry.start(TelemetryConfig.load(Path.of(args[0])))) { // 1
      Tracer tracer = telemetry.openTelemetry().getTracer("shop"); // 2
      LongCounter sold = // and one line for each number you want to see
          telemetry.openTelemetry().getMeter("shop").counterBuilder("shop_sold_total").build();
      Scanner orders = new Scanner(System.in, UTF_8);
      while (orders.hasNextLine()) {
        Span span = tracer.spanBuilder("order.sell").startSpan(); // 3
        try (Scope scope = span.makeCurrent()) { // 4
          log.info("sold {}", orders.nextLine());
          sold.add(1);
        } finally {
          span.end(); // 5
        }
      }
    }
  }
}
