package dev.telltale.collector;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A far side that speaks TLS with a certificate of its own. */
final class TlsFarSide {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final FarSide far;
  private final Path certificate;
  private final int port;

  private TlsFarSide(FarSide far, Path certificate, int port) {
    this.far = far;
    this.certificate = certificate;
    this.port = port;
  }

  /** Takes only requests with {@code Authorization: Bearer <token>}. */
  static TlsFarSide start(Path folder, String token)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path keys = folder.resolve("keys.p12");
    Path certificate = folder.resolve("ca.pem");
    keytool(
        "-genkeypair",
        "-alias",
        "far",
        "-keyalg",
        "EC",
        "-dname",
        "CN=far",
        "-ext",
        "SAN=IP:127.0.0.1",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        keys.toString(),
        "-storepass",
        new String(PASSWORD));
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "far",
        "-keystore",
        keys.toString(),
        "-storepass",
        new String(PASSWORD),
        "-file",
        certificate.toString());

    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    FarSide far = new FarSide(0, https);
    far.admit(
        exchange ->
            ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization")));
    return new TlsFarSide(far, certificate, https.getAddress().getPort());
  }

  FarSide far() {
    return far;
  }

  Path certificate() {
    return certificate;
  }

  String endpoint() {
    return "https://127.0.0.1:" + port;
  }

  private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(keys)) {
      store.load(file, PASSWORD);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(printed);
    }
  }
}
