package dev.telltale.telemetry;

/**
 * A signal that was asked for and is not running yet; where that can change, it is tried again in
 * the background.
 *
 * @param why where, what was expected and what was found, in one line, without a secret
 */
public record SignalOff(Signal signal, String why) {
  @Override
  public String toString() {
    return signal.label() + " off: " + why;
  }
}
