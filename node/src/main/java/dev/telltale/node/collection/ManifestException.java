package dev.telltale.node.collection;

/**
 * JSON that is not a manifest. The message says which key, what was expected and what was found.
 */
public final class ManifestException extends RuntimeException {
  ManifestException(String message) {
    super(message);
  }
}
