package dev.telltale.node.triplestore;

/**
 * SPARQL text that was parsed and found to change nothing and to call no other server.
 *
 * @param form decides how the answer is written
 */
public record ReadOnlyQuery(String sparql, QueryForm form) {}
