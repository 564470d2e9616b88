package dev.telltale.tools.chaos.bench;

import java.util.Optional;

/** A TLS server, right or wrong in one way. */
public enum TlsEnd {
  RIGHT("right"),
  EXPIRED("expired"),
  OTHER_HOST("elsewhere"),
  UNKNOWN_CA("unknown"),
  TLS_1_0("right", "TLSv1", ""),
  NULL_CIPHER("right", "TLSv1.2", "TLS_RSA_WITH_NULL_SHA256");

  private final String alias;
  private final String protocol;
  private final String cipher;

  TlsEnd(String alias) {
    this(alias, "", "");
  }

  TlsEnd(String alias, String protocol, String cipher) {
    this.alias = alias;
    this.protocol = protocol;
    this.cipher = cipher;
  }

  /** Which of {@link Certificates} it shows. */
  String alias() {
    return alias;
  }

  /** The only protocol that it speaks, where it is not any. */
  Optional<String> protocol() {
    return protocol.isEmpty() ? Optional.empty() : Optional.of(protocol);
  }

  /** The only cipher suite that it speaks, where it is not any. */
  Optional<String> cipher() {
    return cipher.isEmpty() ? Optional.empty() : Optional.of(cipher);
  }
}
