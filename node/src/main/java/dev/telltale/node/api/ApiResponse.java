package dev.telltale.node.api;

import java.util.Map;

/** An HTTP answer of the API. */
public record ApiResponse(
    int status, String contentType, Map<String, String> headers, byte[] body) {}
