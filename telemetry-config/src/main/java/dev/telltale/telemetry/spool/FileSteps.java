package dev.telltale.telemetry.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The few steps a spool takes on a file system; each happens as a whole or throws. */
interface FileSteps {
  /** A file in a folder and its length. */
  record Listed(String name, long bytes) {}

  /** Makes a folder only its owner can open, and those above it, where they are missing. */
  void folder(Path dir) throws IOException;

  /** What is in {@code dir}, in no order. */
  List<Listed> list(Path dir) throws IOException;

  /** Writes a file anew; what a failure leaves of it is the caller's. */
  void write(Path file, ByteBuffer content, boolean fsync) throws IOException;

  /** Puts {@code from} in the place of {@code to}. */
  void rename(Path from, Path to) throws IOException;

  /** After this the names in {@code dir} are on the device. */
  void syncFolder(Path dir) throws IOException;

  byte[] read(Path file) throws IOException;

  /** No matter whether it was there. */
  void delete(Path file) throws IOException;
}
