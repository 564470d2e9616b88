package dev.telltale.node.api;

import java.util.Map;

/**
 * An HTTP request as the API sees it.
 *
 * @param path without the query string
 * @param query decoded parameters; the first value of each
 * @param headers names in lower case; the first value of each
 */
public record ApiRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {}
