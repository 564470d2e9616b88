package dev.telltale.node.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What one node can ask of another, as {@code POST /p2p/v1/<label>}. */
public enum PeerProtocol {
  IDENTIFY,
  STORE,
  GET,
  CHANGES;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String path() {
    return "/p2p/v1/" + label();
  }

  public static Optional<PeerProtocol> ofPath(String path) {
    return Arrays.stream(values()).filter(p -> p.path().equals(path)).findFirst();
  }
}
