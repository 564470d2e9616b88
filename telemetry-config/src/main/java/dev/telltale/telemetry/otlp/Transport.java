package dev.telltale.telemetry.otlp;

import java.util.function.Consumer;

/** Carries requests to a collector. Safe for use by many threads. */
interface Transport extends AutoCloseable {

  /** By which a collector's own log can tell who sent something. */
  String USER_AGENT = "Telltale-OTLP-Java";

  /** The largest answer that is read, as the SDK has it. */
  int LARGEST_ANSWER = 4 * 1024 * 1024;

  /**
   * Sends {@code request} and returns; {@code answered} is told once, by another thread or by this
   * one, within the time-out. It holds no lock meanwhile.
   */
  void send(byte[] request, Consumer<Answer> answered);

  /** Ends what is under way; each is answered. */
  @Override
  void close();
}
