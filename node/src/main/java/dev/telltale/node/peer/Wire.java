package dev.telltale.node.peer;

import dev.telltale.node.collection.ManifestException;
import dev.telltale.node.collection.ManifestJson;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import dev.telltale.node.repository.LogEntry;
import dev.telltale.node.sync.SyncPage;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of messages between nodes, as JSON. Reading throws {@link WireException}. */
final class Wire {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_URL = 256;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(
                              dev.telltale.node.network.HttpPeerTransport.MAX_BODY_BYTES)
                          .build())
                  .build())
          .build();

  private Wire() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static byte[] bytes(JsonNode node) {
    return JSON.writeValueAsBytes(node);
  }

  static JsonNode read(byte[] body) {
    try {
      JsonNode node = JSON.readTree(body);
      if (node.isObject()) return node;
    } catch (JacksonException e) {
      throw new WireException("body: expected a JSON object, found " + e.getOriginalMessage());
    }
    throw new WireException("body: expected a JSON object");
  }

  static String text(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isString()) throw new WireException(name + ": expected a string");
    return value.stringValue();
  }

  static long wholeNumber(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null
        || !value.canConvertToLong()
        || !value.isIntegralNumber()
        || value.longValue() < 0) {
      throw new WireException(name + ": expected a whole number, 0 or more");
    }
    return value.longValue();
  }

  static Ual ual(JsonNode node) {
    String text = text(node, "ual");
    return Ual.parse(text)
        .orElseThrow(() -> new WireException("ual: expected did:dkg:<network>/<address>/<number>"));
  }

  /** An http or https URL without user information, or nothing. */
  static Optional<URI> url(@Nullable String text) {
    if (text == null || text.length() > MAX_URL) return Optional.empty();
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      boolean plain =
          url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
      boolean port = url.getPort() != 0 && url.getPort() <= 65_535;
      return http && plain && port && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  static ObjectNode collection(SignedCollection collection) {
    ObjectNode node = object();
    node.set("manifest", ManifestJson.toJson(collection.manifest()));
    return node.put("nquads", collection.nquads());
  }

  static SignedCollection collection(JsonNode node) {
    JsonNode manifest = node.get("manifest");
    if (manifest == null)
      throw new WireException("manifest: expected a JSON object, found nothing");
    try {
      return new SignedCollection(ManifestJson.parse(manifest), text(node, "nquads"));
    } catch (ManifestException e) {
      throw new WireException(String.valueOf(e.getMessage()));
    }
  }

  static ObjectNode page(SyncPage page) {
    ObjectNode node = object();
    ArrayNode entries = node.putArray("entries");
    for (LogEntry entry : page.entries()) {
      entries
          .addObject()
          .put("position", entry.position())
          .put("ual", entry.ual().toString())
          .put("merkle_root", entry.merkleRoot());
    }
    return node.put("head", page.head());
  }

  static SyncPage page(JsonNode node, int mostEntries) {
    JsonNode list = node.get("entries");
    if (list == null || !list.isArray() || list.size() > mostEntries) {
      throw new WireException("entries: expected at most " + mostEntries);
    }
    List<LogEntry> entries = new ArrayList<>();
    for (JsonNode entry : list) {
      entries.add(
          new LogEntry(wholeNumber(entry, "position"), ual(entry), text(entry, "merkle_root")));
    }
    return new SyncPage(entries, wholeNumber(node, "head"));
  }
}
