package dev.telltale.tools.chaos.emission;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The negative control: the same threads on OpenTelemetry's own processors and exporters and on
 * logback's own appenders. Where this loses nothing, a case is blind.
 */
public final class NaiveSubject {
  private NaiveSubject() {}

  /**
   * Takes {@code key=value}: endpoint, protocol, ledger (the emission ledger's file), rates, log
   * (the log file), pushed (whether metrics and log lines go out by OTLP too), and if it is not as
   * usual: headers (a file with one header), logback (the resource to configure it with), close
   * ("no": nothing is closed when the process is asked to end).
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> told = new HashMap<>();
    for (String argument : arguments) {
      String[] pair = argument.split("=", 2);
      told.put(pair[0], pair[1]);
    }
    OpenTelemetrySdk sdk = StockSdk.of(told);
    StockLog.configure(told, sdk);
    EmissionLedger ledger = EmissionLedger.open(Path.of(told.getOrDefault("ledger", "")));
    Rates rates = Rates.parse(told.getOrDefault("rates", ""));
    Closeable emitters = Harassment.beside(sdk, Emitters.start(sdk, ledger, rates));
    if (!told.getOrDefault("close", "").equals("no")) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    close(emitters);
                    sdk.close();
                  }));
    }
    new CountDownLatch(1).await();
  }

  private static void close(Closeable emitters) {
    try {
      emitters.close();
    } catch (IOException e) {
      System.err.println("emitters: not closed: " + e.getMessage());
    }
  }
}
