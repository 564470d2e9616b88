package dev.telltale.node.collection;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A manifest as JSON, on the wire, on disk and under its signature. */
public final class ManifestJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern ROOT = Pattern.compile("[0-9a-f]{64}");
  private static final long MAX_COUNT = Integer.MAX_VALUE;
  private static final Set<String> KEYS =
      Set.of(
          "ual",
          "merkle_root",
          "byte_size",
          "assets",
          "triples",
          "published_at",
          "publisher_key",
          "signature");

  private ManifestJson() {}

  public static ObjectNode toJson(Manifest manifest) {
    return unsigned(manifest).put("signature", manifest.signature());
  }

  /** What the signature of {@code manifest} is over: RFC 8785 JSON of everything else in it. */
  public static byte[] signedBytes(Manifest manifest) {
    return CanonicalJson.bytes(unsigned(manifest));
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws ManifestException when it is something else
   */
  public static Manifest parse(String json) {
    try {
      return parse(JSON.readTree(json));
    } catch (JacksonException e) {
      throw new ManifestException("manifest: expected JSON, found " + e.getOriginalMessage());
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws ManifestException when it is something else
   */
  public static Manifest parse(JsonNode json) {
    if (!json.isObject()) {
      throw problem("", "a JSON object", json);
    }
    Set<String> unknown = new TreeSet<>(json.propertyNames());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new ManifestException("manifest: expected only known keys, found " + unknown);
    }
    Optional<Ual> ual = Ual.parse(text(json, "ual"));
    return new Manifest(
        ual.orElseThrow(() -> problem(".ual", "a UAL", json.path("ual"))),
        root(json),
        count(json, "byte_size"),
        Math.toIntExact(count(json, "assets")),
        Math.toIntExact(count(json, "triples")),
        instant(json),
        text(json, "publisher_key"),
        text(json, "signature"));
  }

  private static ObjectNode unsigned(Manifest manifest) {
    return JSON.createObjectNode()
        .put("ual", manifest.ual().toString())
        .put("merkle_root", manifest.merkleRoot())
        .put("byte_size", manifest.byteSize())
        .put("assets", manifest.assets())
        .put("triples", manifest.triples())
        .put("published_at", MILLIS.format(manifest.publishedAt()))
        .put("publisher_key", manifest.publisherKey());
  }

  private static String text(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isString()) {
      throw problem("." + key, "a string", value);
    }
    return value.stringValue();
  }

  private static String root(JsonNode json) {
    String root = text(json, "merkle_root");
    if (!ROOT.matcher(root).matches()) {
      throw problem(".merkle_root", "64 lower-case hex digits", json.path("merkle_root"));
    }
    return root;
  }

  private static long count(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > MAX_COUNT) {
      throw problem("." + key, "a whole number from 0 to " + MAX_COUNT, value);
    }
    return value.longValue();
  }

  private static Instant instant(JsonNode json) {
    String text = text(json, "published_at");
    try {
      Instant instant = Instant.parse(text);
      if (MILLIS.format(instant).equals(text)) { // one instant, one spelling: it is signed
        return instant;
      }
    } catch (DateTimeException e) {
      // not an instant at all: the same answer as for another spelling
    }
    throw problem(".published_at", "UTC like 2026-01-31T12:00:00.000Z", json.path("published_at"));
  }

  private static ManifestException problem(String where, String expected, JsonNode found) {
    String shown = found.isMissingNode() ? "nothing" : found.toString();
    return new ManifestException(
        "manifest"
            + where
            + ": expected "
            + expected
            + ", found "
            + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown));
  }
}
