package dev.telltale.tools.node;

import tools.jackson.databind.JsonNode;

/** Who a node is and how much it has. */
public record NodeInfo(
    String name, String peerId, String network, String version, long collections, long triples) {

  static NodeInfo of(JsonNode answer) {
    return new NodeInfo(
        answer.path("name").asString(""),
        answer.path("peer_id").asString(""),
        answer.path("network").asString(""),
        answer.path("version").asString(""),
        answer.path("collections").asLong(0),
        answer.path("triples").asLong(0));
  }
}
