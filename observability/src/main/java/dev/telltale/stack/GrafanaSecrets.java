package dev.telltale.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * The admin's password and the key Grafana encrypts with: made once, in files that only the owner
 * can read.
 */
record GrafanaSecrets(Path dir) {
  private static final int BYTES = 18;

  Path passwordFile() {
    return dir.resolve("admin-password");
  }

  /**
   * References to the files, for Grafana to read: the secrets themselves are in no environment and
   * on no command line.
   */
  Map<String, String> environment() throws IOException {
    return Map.of(
        "GF_SECURITY_ADMIN_PASSWORD", "$__file{" + secret(passwordFile()) + "}",
        "GF_SECURITY_SECRET_KEY", "$__file{" + secret(dir.resolve("secret-key")) + "}");
  }

  private static Path secret(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file,
          Base64.getUrlEncoder().withoutPadding().encodeToString(random),
          StandardOpenOption.WRITE);
    }
    return file.toAbsolutePath();
  }
}
