package dev.telltale.telemetry.testing;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate for 127.0.0.1 that signs itself, made by the JDK's keytool. */
public final class TestCertificate {
  private static final String PASSWORD = "not-a-secret";

  private final KeyStore store;
  private final @Nullable TestCertificate client;

  private TestCertificate(KeyStore store, @Nullable TestCertificate client) {
    this.store = store;
    this.client = client;
  }

  /** Makes one with files in {@code folder}. */
  public static TestCertificate in(Path folder) throws IOException, GeneralSecurityException {
    Path file = Files.createTempFile(folder, "certificate", ".p12");
    Files.delete(file);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "test",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(store, null);
  }

  /** What a client trusts when it trusts this certificate, as {@code ca_file} wants it. */
  public Path writeCaFile(Path file) throws IOException {
    return Files.writeString(file, pem("CERTIFICATE", certificate()));
  }

  /** What a client shows, as {@code client_cert_file} wants it. */
  public Path writeCertFile(Path file) throws IOException {
    return writeCaFile(file);
  }

  /** Its key, as {@code client_key_file} wants it. */
  public Path writeKeyFile(Path file) throws IOException {
    return Files.write(file, privateKeyPem().readAllBytes());
  }

  /** The same server, which asks its clients for {@code client}'s certificate. */
  public TestCertificate askingFor(TestCertificate client) {
    return new TestCertificate(store, client);
  }

  void secure(NettyServerBuilder server) throws IOException {
    SslContextBuilder tls = SslContextBuilder.forServer(certificatePem(), privateKeyPem());
    if (client != null) {
      tls.trustManager(client.certificatePem()).clientAuth(ClientAuth.REQUIRE);
    }
    server.sslContext(GrpcSslContexts.configure(tls).build());
  }

  HttpsConfigurator https() {
    return new HttpsConfigurator(sslContext()) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
        wanted.setNeedClientAuth(client != null);
        parameters.setSSLParameters(wanted);
      }
    };
  }

  private InputStream certificatePem() {
    return new ByteArrayInputStream(
        pem("CERTIFICATE", certificate()).getBytes(StandardCharsets.US_ASCII));
  }

  private InputStream privateKeyPem() {
    try {
      byte[] key = store.getKey("test", PASSWORD.toCharArray()).getEncoded();
      return new ByteArrayInputStream(pem("PRIVATE KEY", key).getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private SSLContext sslContext() {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), client == null ? null : client.trust(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private TrustManager[] trust() throws GeneralSecurityException {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("client", store.getCertificate("test"));
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(trusted);
      return factory.getTrustManagers();
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private byte[] certificate() {
    try {
      return store.getCertificate("test").getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
  }
}
