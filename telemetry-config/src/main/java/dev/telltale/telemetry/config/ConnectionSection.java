package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the connection keys of one signal's section and checks what concerns several of them. */
final class ConnectionSection {
  private final Section section;
  private final ConnectionKeys keys;

  ConnectionSection(Section section, ConnectionKeys keys) {
    this.section = section;
    this.keys = keys;
  }

  /** With a collector on this machine where no endpoint is written. */
  OtlpConfig read(boolean enabled) {
    OtlpProtocol protocol = section.get(keys.protocol());
    return read(section.get(keys.endpoint(), OtlpEndpoint.local(protocol)), protocol, enabled);
  }

  /**
   * Null where no endpoint is written: then no other key may be either.
   *
   * @param signal what is not pushed then, in words
   * @param exporter a variable that asks for a push when it says otlp
   * @param also more keys that have a meaning only beside an endpoint
   */
  @Nullable OtlpConfig readIfWritten(
      boolean enabled, String signal, String exporter, Key<?>... also) {
    List<String> unread = new ArrayList<>(section.unread(keys.endpoint()));
    Optional<OtlpEndpoint> endpoint = section.find(keys.endpoint());
    if (section.isWritten(keys.endpoint())) {
      // Where it is wrong, what is beside it is read all the same: all problems are told at once.
      return read(endpoint.orElse(OtlpEndpoint.LOCAL_GRPC), section.get(keys.protocol()), enabled);
    }
    String name = section.shown(keys.endpoint().name());
    String what = "expected " + name + " too, found none; without it " + signal + " are not pushed";
    String noEffect = "has no effect; " + signal + " are not pushed without " + name;
    keys.besideTheEndpoint().forEach(key -> section.refuse(key, what, noEffect));
    for (Key<?> key : also) {
      section.refuse(key, what, noEffect);
    }
    section.warnOfVariables(keys.headers(), noEffect);
    String asked = section.file().environment().get(exporter);
    if (asked != null && asked.toLowerCase(Locale.ROOT).contains("otlp")) {
      unread.add(exporter);
    }
    unread.forEach(variable -> section.file().warn(variable + ": " + noEffect));
    return null;
  }

  private OtlpConfig read(OtlpEndpoint endpoint, OtlpProtocol protocol, boolean enabled) {
    String wrong = endpoint.wrongFor(protocol);
    if (wrong != null) {
      section.reject(keys.endpoint(), wrong);
    }
    section.showAs(keys.endpoint(), endpoint.asWrittenFor(protocol));
    OtlpConfig otlp =
        new OtlpConfig(
            endpoint.forSignal(keys.signalPath(), protocol),
            protocol,
            section.get(keys.timeout()),
            section.get(keys.compression()),
            section.findExported(keys.headers()).orElse(Headers.NONE),
            section.find(keys.headersFile()).orElse(null),
            section.find(keys.caFile()).orElse(null),
            section.find(keys.clientCertFile()).orElse(null),
            section.find(keys.clientKeyFile()).orElse(null));
    bothOrNeither(otlp);
    boolean headers = otlp.headersFile() != null || !otlp.headers().values().isEmpty();
    if (enabled && headers && endpoint.isPlaintextToAnotherMachine()) {
      section
          .file()
          .warn(
              section.where(keys.endpoint())
                  + ": headers leave this machine unencrypted; https:// keeps them secret");
    }
    return otlp;
  }

  private void bothOrNeither(OtlpConfig otlp) {
    other(keys.clientCertFile(), otlp.clientCertFile(), keys.clientKeyFile());
    other(keys.clientKeyFile(), otlp.clientKeyFile(), keys.clientCertFile());
  }

  /** A wrong value was told of already, and may well have been meant. */
  private void other(Key<Path> key, @Nullable Path value, Key<Path> missing) {
    if (value != null && !section.isWritten(missing)) {
      section.reject(key, "expected " + section.shown(missing.name()) + " too, found none");
    }
  }
}
