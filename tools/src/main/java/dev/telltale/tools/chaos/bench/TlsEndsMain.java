package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The TLS servers' process, in which everything is allowed that this JDK forbids as unsafe. */
public final class TlsEndsMain {
  static final String READY = "all ends listen";

  private TlsEndsMain() {}

  static String tookData(TlsEnd end) {
    return end + ": took data";
  }

  /** Takes the store of keys, the port to pass everything on to, and {@code END=PORT} for each. */
  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, InterruptedException {
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    int target = Integer.parseInt(arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      TlsEnd end = TlsEnd.valueOf(pair[0]);
      SSLContext context = context(Path.of(arguments[0]), end);
      ServerSocket listening =
          new ServerSocket(Integer.parseInt(pair[1]), 50, InetAddress.getLoopbackAddress());
      thread(() -> accept(end, context, listening, target));
      check(end, context, listening.getLocalPort());
    }
    System.out.println(READY);
    new CountDownLatch(1).await(); // until it is told to end
  }

  /** Itself it trusts, so that {@link #check} says nothing of certificates. */
  private static SSLContext context(Path keys, TlsEnd end)
      throws IOException, GeneralSecurityException {
    char[] password = Certificates.PASSWORD.toCharArray();
    KeyStore all = KeyStore.getInstance(keys.toFile(), password);
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, password);
    one.setKeyEntry(
        "end", all.getKey(end.alias(), password), password, all.getCertificateChain(end.alias()));
    KeyManagerFactory shown =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(one, password);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(one);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /**
   * A client that may do what this one wants gets through: only then it is no wonder if it does.
   */
  private static void check(TlsEnd end, SSLContext context, int port) throws IOException {
    if (end.protocol().isEmpty()) return;
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket client =
            (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
      limit(client, end);
      client.startHandshake();
      System.out.println(end + ": a client got " + client.getSession().getCipherSuite());
    }
  }

  private static void limit(SSLSocket socket, TlsEnd end) {
    end.protocol().ifPresent(only -> socket.setEnabledProtocols(new String[] {only}));
    end.cipher().ifPresent(only -> socket.setEnabledCipherSuites(new String[] {only}));
  }

  private static void accept(TlsEnd end, SSLContext context, ServerSocket on, int target) {
    while (true) {
      try {
        Socket client = on.accept();
        thread(() -> serve(end, context, client, target));
      } catch (IOException e) {
        System.out.println(end + ": ends: " + e);
        return;
      }
    }
  }

  private static void serve(TlsEnd end, SSLContext context, Socket client, int target) {
    try (SSLSocket tls =
        (SSLSocket)
            context.getSocketFactory().createSocket(client, InputStream.nullInputStream(), true)) {
      limit(tls, end);
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        thread(() -> copy(server, tls, ""));
        copy(tls, server, tookData(end));
      }
    } catch (IOException e) {
      System.out.println(end + ": " + e.getMessage());
    }
  }

  private static void copy(Socket from, Socket to, String first) {
    byte[] piece = new byte[16 << 10];
    String said = first;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        if (!said.isEmpty()) System.out.println(said);
        said = "";
        out.write(piece, 0, length);
      }
    } catch (IOException e) {
      System.out.println("a connection ends: " + e.getMessage());
    }
  }

  private static void thread(Runnable run) {
    Thread thread = new Thread(run, "tls");
    thread.setDaemon(true);
    thread.start();
  }
}
