package dev.telltale.node.collection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways to write RDF that can be published. */
public enum RdfFormat {
  TURTLE("text/turtle", ".ttl"),
  N_TRIPLES("application/n-triples", ".nt"),
  N_QUADS("application/n-quads", ".nq");

  private final String contentType;
  private final String extension;

  RdfFormat(String contentType, String extension) {
    this.contentType = contentType;
    this.extension = extension;
  }

  public String contentType() {
    return contentType;
  }

  /** The format of a Content-Type header; its parameters don't matter. */
  public static Optional<RdfFormat> ofContentType(String header) {
    int parameters = header.indexOf(';');
    String type =
        (parameters < 0 ? header : header.substring(0, parameters))
            .strip()
            .toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(f -> f.contentType.equals(type)).findFirst();
  }

  /** The format that the end of a file's name stands for. */
  public static Optional<RdfFormat> ofFileName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(f -> lower.endsWith(f.extension)).findFirst();
  }
}
