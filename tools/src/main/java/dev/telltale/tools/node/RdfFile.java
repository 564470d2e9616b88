package dev.telltale.tools.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file of RDF as the API takes it.
 *
 * @param mediaType by the file's name
 */
record RdfFile(byte[] bytes, String mediaType) {
  static final int MAX_BYTES = 10 * 1024 * 1024;
  private static final Map<String, String> MEDIA_TYPES =
      Map.of("ttl", "text/turtle", "nt", "application/n-triples", "nq", "application/n-quads");

  static RdfFile read(Path file) throws IOException {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1);
    String mediaType = MEDIA_TYPES.get(ending);
    if (mediaType == null) {
      throw new IOException(
          file + ": expected a name ending in .ttl, .nt or .nq, found none of them");
    }
    if (!Files.exists(file)) {
      throw new IOException(file + ": expected a file, found none");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": expected a file, found something else");
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new IOException(file + ": expected at most 10 MiB, found " + size + " bytes");
    }
    return new RdfFile(Files.readAllBytes(file), mediaType);
  }
}
