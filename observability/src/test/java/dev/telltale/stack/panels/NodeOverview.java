package dev.telltale.stack.panels;

import dev.telltale.collector.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The dashboard that is shipped. */
final class NodeOverview {
  static final Path FILE =
      Checkout.find().file("observability/grafana/dashboards/node-overview.json");

  /** A query together with the panel that it belongs to. */
  record PanelAndQuery(Panel panel, PanelQuery query) {
    @Override
    public String toString() {
      return panel.title() + ": " + query.expression();
    }
  }

  private NodeOverview() {}

  static Stream<PanelAndQuery> queries(PanelQuery.Language language) {
    return panels()
        .flatMap(panel -> panel.queries().stream().map(query -> new PanelAndQuery(panel, query)))
        .filter(each -> each.query().language() == language);
  }

  static Stream<Panel> panels() {
    try {
      return Dashboard.read(FILE).panels().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
