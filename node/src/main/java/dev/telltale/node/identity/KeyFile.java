package dev.telltale.node.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The private key on disk: PKCS#8 in PEM, as openssl writes it, for its owner's eyes only. */
final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=]+)\\s+-----END PRIVATE KEY-----\\s*");
  private static final int MAX_BYTES = 1024;

  private final Path directory;
  private final Path file;

  KeyFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("identity.pem");
  }

  byte[] loadOrCreate() throws IOException {
    if (!Files.exists(file)) {
      create();
    }
    return load();
  }

  private byte[] load() throws IOException {
    refuseEyesOfOthers();
    if (Files.size(file) > MAX_BYTES) {
      throw notAKey(Files.size(file) + " bytes");
    }
    Matcher pem = PEM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!pem.matches()) {
      throw notAKey("something else");
    }
    byte[] seed;
    try {
      seed = Ed25519.seedOf(Base64.getDecoder().decode(pem.group(1)));
    } catch (IllegalArgumentException e) {
      throw notAKey("broken base64");
    }
    if (seed.length == 0) {
      throw notAKey("another kind of key");
    }
    return seed;
  }

  private IOException notAKey(String found) {
    return new IOException(
        file + ": expected an Ed25519 private key (PKCS#8, PEM), found " + found);
  }

  private void refuseEyesOfOthers() throws IOException {
    if (!posix(file)) {
      return;
    }
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
    Set<PosixFilePermission> tooMuch = EnumSet.noneOf(PosixFilePermission.class);
    tooMuch.addAll(found);
    tooMuch.removeAll(OWNER_ONLY);
    if (!tooMuch.isEmpty()) {
      throw new IOException(
          file
              + ": expected permissions rw-------, found "
              + PosixFilePermissions.toString(found)
              + "; it is a private key: chmod 600 it");
    }
  }

  private void create() throws IOException {
    Files.createDirectories(directory);
    Path fresh =
        posix(directory)
            ? Files.createTempFile(
                directory, "identity", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY))
            : Files.createTempFile(directory, "identity", ".new");
    try {
      write(fresh);
      moveUnlessThere(fresh);
    } finally {
      Files.deleteIfExists(fresh);
    }
    if (posix(directory)) {
      try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
        entries.force(true); // a published collection must not outlive the key that signed it
      }
    }
  }

  private static void write(Path fresh) throws IOException {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(Ed25519.pkcs8(Ed25519.newSeed()))
            + "\n-----END PRIVATE KEY-----\n";
    try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  private void moveUnlessThere(Path fresh) throws IOException {
    try {
      Files.createLink(file, fresh); // unlike a move it never replaces a key that is already there
    } catch (FileAlreadyExistsException e) {
      return; // another process was quicker: its key is the identity
    } catch (UnsupportedOperationException e) {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
