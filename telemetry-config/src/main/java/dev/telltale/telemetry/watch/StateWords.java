package dev.telltale.telemetry.watch;

import java.time.Duration;

/** What a signal says when its state changes: what follows {@code telemetry: traces: http://…}. */
public interface StateWords {
  /** Of what is served, and can only be off or not. */
  StateWords SERVED =
      new StateWords() {
        @Override
        public String failing(String reason) {
          return ": not served: " + reason + "; retrying";
        }

        @Override
        public String back(boolean wasOff, Duration after, long lost) {
          return ": serving after " + Elapsed.words(after);
        }
      };

  /** Of lines that are written to a file. */
  StateWords WRITTEN =
      new StateWords() {
        @Override
        public String failing(String reason) {
          return ": not written: " + reason + "; retrying, lines are counted as lost";
        }

        @Override
        public String back(boolean wasOff, Duration after, long lost) {
          String again = wasOff ? ": writing after " : ": writing again after ";
          return again + Elapsed.words(after) + "; " + lost(lost);
        }

        private static String lost(long lines) {
          return switch ((int) Math.min(lines, 2)) {
            case 0 -> "no line was lost";
            case 1 -> "1 line was lost";
            default -> Reason.number(lines) + " lines were lost";
          };
        }
      };

  /** It worked before, and does not now. */
  String failing(String reason);

  /**
   * It works again.
   *
   * @param wasOff whether it had not started
   * @param lost since it last worked
   */
  String back(boolean wasOff, Duration after, long lost);
}
