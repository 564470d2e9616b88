package dev.telltale.node.api;

import java.util.Optional;

/** Lets answers name the trace they belong to, where there is one. */
public interface CurrentTrace {
  /** 32 lower-case hex digits. */
  Optional<String> traceId();
}
