package dev.telltale.tools.node;

import dev.telltale.node.collection.ParsedRdf;
import dev.telltale.node.collection.RdfFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of RDF as the API takes it.
 *
 * @param mediaType by the file's name
 */
record RdfFile(byte[] bytes, String mediaType) {
  static RdfFile read(Path file) throws IOException {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    RdfFormat format =
        RdfFormat.ofFileName(name)
            .orElseThrow(
                () ->
                    new IOException(
                        file + ": expected a name ending in .ttl, .nt or .nq, found none of them"));
    if (!Files.exists(file)) {
      throw new IOException(file + ": expected a file, found none");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": expected a file, found something else");
    }
    long size = Files.size(file);
    if (size > ParsedRdf.MAX_BYTES) {
      throw new IOException(file + ": expected at most 10 MiB, found " + size + " bytes");
    }
    return new RdfFile(Files.readAllBytes(file), format.contentType());
  }
}
