package dev.telltale.node.triplestore;

/**
 * The answer to a query, written out.
 *
 * @param contentType {@code application/sparql-results+json} or {@code application/n-triples}
 */
public record QueryAnswer(String contentType, String body, int rows) {}
