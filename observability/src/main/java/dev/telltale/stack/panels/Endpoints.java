package dev.telltale.stack.panels;

import java.net.URI;

/** Where the panels' queries go: the base URLs of the two servers. */
public record Endpoints(URI prometheus, URI loki) {}
