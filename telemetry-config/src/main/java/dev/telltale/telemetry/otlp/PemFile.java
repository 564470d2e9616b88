package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.watch.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys. Says what is wrong with a file without showing what is in it. */
final class PemFile {
  private static final int LARGEST = 1024 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private PemFile() {}

  /** All certificates of a file, in its order; at least one. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = BLOCK.matcher(text(file));
    try {
      CertificateFactory x509 = CertificateFactory.getInstance("X.509");
      while (block.find()) {
        if (block.group(1).endsWith("CERTIFICATE")) {
          byte[] der = Base64.getMimeDecoder().decode(block.group(2));
          certificates.add(
              (X509Certificate) x509.generateCertificate(new ByteArrayInputStream(der)));
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + ": expected PEM certificates, found a broken one", e);
    }
    if (certificates.isEmpty()) {
      throw new IOException(file + ": expected PEM certificates, found none");
    }
    return certificates;
  }

  /**
   * @param algorithm of the certificate that the key is for
   */
  static PrivateKey privateKey(Path file, String algorithm) throws IOException {
    Matcher block = BLOCK.matcher(text(file));
    String found = "no key";
    while (block.find()) {
      String type = block.group(1);
      if (type.equals("PRIVATE KEY")) {
        try {
          byte[] der = Base64.getMimeDecoder().decode(block.group(2));
          return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
          throw new IOException(
              file + ": expected the " + algorithm + " key of the certificate, found another",
              null);
        }
      }
      if (type.endsWith("PRIVATE KEY")) {
        found = type + " (openssl pkcs8 -topk8 -nocrypt converts it)";
      }
    }
    throw new IOException(
        file + ": expected a key without password, BEGIN PRIVATE KEY, found " + found);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("expected at most " + LARGEST + " bytes, found more");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1); // text around the blocks is free
    } catch (IOException e) {
      throw new IOException(file + ": " + Reason.of(e), e);
    }
  }
}
