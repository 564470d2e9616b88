package dev.telltale.node.triplestore;

import java.util.Locale;

/** The forms of a read-only SPARQL query; DESCRIBE counts as CONSTRUCT. */
public enum QueryForm {
  SELECT,
  ASK,
  CONSTRUCT;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
