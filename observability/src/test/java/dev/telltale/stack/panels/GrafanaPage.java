package dev.telltale.stack.panels;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Grafana shows, by the marks that it keeps stable for tests. */
final class GrafanaPage implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final String EXEMPLAR = "[data-testid=\"data-testid Exemplar marker\"]";
  private static final String LOG_LINE = "[data-testid=\"logRows\"] tr";

  /**
   * Of each panel in PANELS, a title and what it says when it has no answer, what is wrong with it;
   * empty when it shows something.
   */
  private static final String LOOK_AT_PANELS =
      """
      PANELS.map(([title, noValue]) => {
        const panel = document.querySelector(`[data-testid="data-testid Panel header ${title}"]`);
        if (!panel) return 'not there';
        if (panel.querySelector('[aria-label="Panel loading bar"]')) return 'loading';
        const status = panel.querySelector('[data-testid^="data-testid Panel status"]');
        if (status) return 'in error';
        const empty = panel.querySelector('[data-testid="data-testid Panel data error message"]');
        if (empty) return empty.innerText.trim();
        const content = panel.querySelector('[data-testid="data-testid panel content"]');
        if (!content || !(content.querySelector('canvas') || content.innerText.trim())) return 'blank';
        return [noValue, 'No data'].find(words => content.innerText.includes(words)) || '';
      })
      """;

  private static final String LINKS =
      """
      [...document.querySelectorAll('a[href*="/explore?"]')].map(a =>
        [a.textContent, a.getAttribute('href')])
      """;

  private final Browser browser;

  GrafanaPage(Browser browser) {
    this.browser = browser;
  }

  void open(URI url) throws IOException {
    browser.open(url);
  }

  /** What is wrong with which panel of the shipped dashboard; empty when all show something. */
  List<String> complaints() throws IOException {
    List<Panel> panels = NodeOverview.panels().toList();
    List<List<String>> asked =
        panels.stream().map(panel -> List.of(panel.title(), panel.noValue())).toList();
    JsonNode found =
        browser.evaluate(LOOK_AT_PANELS.replace("PANELS", JSON.writeValueAsString(asked)));
    List<String> complaints = new ArrayList<>();
    for (int i = 0; i < panels.size(); i++) {
      String what = found.path(i).asString("not there");
      if (!what.isEmpty()) complaints.add(panels.get(i).title() + ": " + what);
    }
    return complaints;
  }

  /** The words in a panel. */
  String text(String title) throws IOException {
    String mark = "[data-testid=\"data-testid Panel header " + title + "\"]";
    return browser
        .evaluate("document.querySelector(" + JSON.writeValueAsString(mark) + ").innerText")
        .asString();
  }

  /** The words on the whole page. */
  String text() throws IOException {
    return browser.evaluate("document.body.innerText").asString();
  }

  boolean clickAnExemplar() throws IOException {
    return clickFirst(EXEMPLAR);
  }

  boolean clickALogLine() throws IOException {
    return clickFirst(LOG_LINE);
  }

  private boolean clickFirst(String selector) throws IOException {
    String count = "document.querySelectorAll(" + JSON.writeValueAsString(selector) + ").length";
    if (browser.evaluate(count).asInt() == 0) return false;
    browser.click(selector);
    return true;
  }

  /** Waits for the first link into Explore that says {@code words}. */
  URI awaitLink(String words, Duration limit) {
    return await().atMost(limit).until(() -> link(words), link -> link != null);
  }

  private URI link(String words) throws IOException {
    for (JsonNode link : browser.evaluate(LINKS)) {
      String href = link.path(1).asString();
      if (link.path(0).asString().contains(words)) {
        // Grafana writes its JSON into the address as it is; a URI has it escaped.
        return URI.create(href.replace("\"", "%22").replace("{", "%7B").replace("}", "%7D"));
      }
    }
    return null;
  }

  /** The trace that a link leads to. */
  String traceIdIn(URI link) {
    Matcher id = TRACE_ID.matcher(URLDecoder.decode(link.toString(), StandardCharsets.UTF_8));
    if (!id.find()) throw new AssertionError(link + ": expected a trace id, found none");
    return id.group();
  }

  void screenshot(Path file) throws IOException {
    browser.screenshot(file);
  }

  @Override
  public void close() throws IOException {
    browser.close();
  }
}
