package dev.telltale.node.network;

import java.util.Map;

/**
 * What another node answered, or what this one answers.
 *
 * @param status HTTP status
 * @param headers names in lower case
 */
public record PeerReply(int status, Map<String, String> headers, byte[] body) {}
