package dev.telltale.tools.trace;

import static dev.telltale.tools.trace.Spans.line;
import static dev.telltale.tools.trace.Spans.page;
import static dev.telltale.tools.trace.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallTest {
  @Test
  void parentNotReceived_spansStandBelowALineThatSaysSo() {
    assertThat(
            page(
                10,
                Palette.PLAIN,
                List.of(
                    span("root", "", "a", 0, 100),
                    span("late", "lost", "b", 20, 40),
                    span("later", "lost", "b", 50, 60),
                    span("below", "later", "b", 52, 58)),
                line("gone", "WARN", "said by a span that is not here")))
        .isEqualTo(
            """
            trace ffffffffffffffffffffffffffffffff   root
            2 nodes, 4 spans, 1 log line, 100 ms; from here

            span                   node     start      took  0 ms                     100 ms
            task.root              a         0 ms    100 ms  ███████████████████████████████
            (parent not received)
            ├─ task.late           b        20 ms     20 ms        ██████
            └─ task.later          b        50 ms     10 ms                 ████
               └─ task.below       b        52 ms    6.0 ms                  ██
            (log lines of spans not received)
               a  WARN  said by a span that is not here
            """);
  }

  @Test
  void clockBehind_barsAreCutAndThePageSaysIt() {
    assertThat(
            page(
                10,
                Palette.PLAIN,
                List.of(
                    span("server", "call", "network.store", "server", "b", -4950, -4930, null),
                    span("root", "", "a", 0, 100),
                    span("call", "root", "network.store", "client", "a", 40, 80, null))))
        .isEqualTo(
            """
            trace ffffffffffffffffffffffffffffffff   root
            2 nodes, 3 spans, 0 log lines, 100 ms; from here
            b: its clock is at least 4990 ms behind, so its bars are out of place

            span                          node     start      took  0 ms              100 ms
            task.root                     a         0 ms    100 ms  ████████████████████████
            └─ network.store (client)     a        40 ms     40 ms           ██████████
               └─ network.store (server)  b     -4950 ms     20 ms  ‹
            """);
  }

  @Test
  void manySpans_limitSaysHowManyAreLeftOut() {
    List<SpanRecord> spans = new ArrayList<>(List.of(span("root", "", "a", 0, 5000)));
    for (int i = 0; i < 1200; i++) {
      spans.add(
          span("s" + i, "root", "repository.append", "", "a", i, i + 1, i > 1190 ? "full" : null));
    }

    assertThat(page(200, Palette.PLAIN, spans).lines())
        .hasSize(4 + 200 + 1)
        .last()
        .isEqualTo("… 1001 more spans left out, 9 of them failed; --limit 1201 shows all");
  }

  @Test
  void parentsInACircle_areShownOnce() {
    assertThat(
            page(
                10,
                Palette.PLAIN,
                List.of(span("one", "two", "a", 0, 10), span("two", "one", "a", 5, 10))))
        .contains("(parents in a circle)\n└─ task.one ")
        .containsOnlyOnce("task.two ");
  }

  @Test
  void deepChain_isNoStackOverflow() {
    List<SpanRecord> spans = new ArrayList<>(List.of(span("0", "", "a", 0, 10)));
    for (int i = 1; i < 5000; i++) {
      spans.add(span("" + i, "" + (i - 1), "a", 0, 10));
    }

    assertThat(page(20, Palette.PLAIN, spans)).contains("… 4980 more spans left out");
  }

  @Test
  void terminal_failuresAreRed() {
    List<SpanRecord> spans = List.of(span("root", "", "task.sync", "", "a", 0, 10, "no peer"));

    assertThat(page(10, Palette.COLOURED, spans)).contains("\u001b[31mfailed: no peer\u001b[0m");
    assertThat(page(10, Palette.PLAIN, spans)).contains("failed: no peer").doesNotContain("\u001b");
  }
}
