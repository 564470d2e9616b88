package dev.telltale.node.repository;

import java.net.URI;
import java.time.Instant;

/**
 * Another node that proved who it is.
 *
 * @param peerId {@code 0x} and 40 hex digits, derived from the key
 * @param publicKey raw Ed25519 public key, base64
 * @param url base URL of its peer interface
 */
public record PeerRecord(String peerId, String publicKey, URI url, Instant lastSeen) {}
