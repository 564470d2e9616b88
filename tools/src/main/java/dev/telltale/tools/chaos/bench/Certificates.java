package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates of {@link TlsEnds}, made by the JDK's keytool.
 *
 * @param keys a PKCS #12 store with a key for each end
 * @param authority the only one to be trusted, PEM
 * @param trusted the same as a PKCS #12 store
 */
public record Certificates(Path keys, Path authority, Path trusted) {
  /** Of stores that are worth nothing outside of a run. */
  public static final String PASSWORD = "changeit";

  /** Makes them in an empty folder. */
  static Certificates make(Path folder) throws IOException {
    Files.createDirectories(folder);
    Certificates made =
        new Certificates(
            folder.resolve("keys.p12"), folder.resolve("ca.pem"), folder.resolve("trusted.p12"));
    made.key("ca", "-ext", "bc:c", "-validity", "30");
    made.key("stranger", "-ext", "bc:c", "-validity", "30");
    made.key("right", "-signer", "ca", "-ext", "san=ip:127.0.0.1", "-validity", "30");
    made.key("elsewhere", "-signer", "ca", "-ext", "san=ip:127.0.0.2", "-validity", "30");
    made.key("unknown", "-signer", "stranger", "-ext", "san=ip:127.0.0.1", "-validity", "30");
    made.key(
        "expired",
        "-signer",
        "ca",
        "-ext",
        "san=ip:127.0.0.1",
        "-startdate",
        "-10d",
        "-validity",
        "5");
    String ca = made.authority().toString();
    keytool(made.keys(), "-exportcert", "-rfc", "-alias", "ca", "-file", ca);
    keytool(made.trusted(), "-importcert", "-noprompt", "-alias", "ca", "-file", ca);
    return made;
  }

  private void key(String alias, String... others) throws IOException {
    List<String> options = new ArrayList<>(List.of("-genkeypair", "-alias", alias));
    options.addAll(List.of("-dname", "CN=" + alias, "-keyalg", "RSA", "-keysize", "2048"));
    options.addAll(List.of(others));
    keytool(keys, options.toArray(String[]::new));
  }

  private static void keytool(Path store, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    String unused = Shell.run(command.toArray(String[]::new));
  }
}
