package dev.telltale.node.collection;

import java.time.Instant;

/**
 * What a publisher vouches for: which collection, how large, and the root of its content.
 *
 * @param merkleRoot 64 lower-case hex digits: RFC 6962 tree over the sorted canonical N-Quads lines
 * @param byteSize length of the canonical N-Quads in UTF-8 bytes
 * @param assets distinct IRI subjects
 * @param triples lines of the canonical N-Quads
 * @param publishedAt whole milliseconds
 * @param publisherKey raw Ed25519 public key, base64
 * @param signature Ed25519 over the RFC 8785 JSON of everything above, base64
 */
public record Manifest(
    Ual ual,
    String merkleRoot,
    long byteSize,
    int assets,
    int triples,
    Instant publishedAt,
    String publisherKey,
    String signature) {}
