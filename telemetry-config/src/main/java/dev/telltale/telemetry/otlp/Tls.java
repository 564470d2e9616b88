package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.watch.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a connection trusts, and what it shows of itself.
 *
 * @param trust the same that {@code context} was made with
 */
record Tls(SSLContext context, X509TrustManager trust) {
  private static final char[] NO_PASSWORD = new char[0]; // of a store that is in memory only

  /**
   * @param caFile certificates trusted instead of the system's
   * @param certFile what this client shows, first its own, then those that signed it; with {@code
   *     keyFile} or not at all
   * @return null when there is no file: then the system's defaults are meant
   * @throws IOException naming the file, for the operator
   */
  static @Nullable Tls read(@Nullable Path caFile, @Nullable Path certFile, @Nullable Path keyFile)
      throws IOException {
    if (caFile == null && certFile == null) {
      return null;
    }
    try {
      X509TrustManager trust = trust(caFile);
      KeyManager[] keys =
          certFile == null || keyFile == null ? new KeyManager[0] : keys(certFile, keyFile);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust}, null);
      return new Tls(context, trust);
    } catch (GeneralSecurityException e) {
      throw new IOException((certFile == null ? caFile : certFile) + ": " + Reason.of(e), e);
    }
  }

  private static X509TrustManager trust(@Nullable Path caFile)
      throws IOException, GeneralSecurityException {
    KeyStore store = null;
    if (caFile != null) {
      store = emptyStore();
      int number = 0;
      for (X509Certificate certificate : PemFile.certificates(caFile)) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store); // null: the system's
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager trust) {
        return trust;
      }
    }
    throw new GeneralSecurityException("this JDK has no X.509 trust manager");
  }

  private static KeyManager[] keys(Path certFile, Path keyFile)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = PemFile.certificates(certFile);
    PrivateKey key = PemFile.privateKey(keyFile, chain.get(0).getPublicKey().getAlgorithm());
    KeyStore store = emptyStore();
    store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}
