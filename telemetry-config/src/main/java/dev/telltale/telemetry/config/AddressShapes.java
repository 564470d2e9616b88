package dev.telltale.telemetry.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shapes of addresses. Names are not looked up: a name server is not part of a file. */
final class AddressShapes {
  private static final String URL_EXPECTED = "http://host:port or https://host:port";
  private static final Pattern HOST_PORT =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+):[0-9]{1,5}");
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");

  static final Shape<HostPort> HOST_PORT_SHAPE =
      new TextShape<>("host:port", (text, directory) -> hostPort(text), HostPort::toString);

  static final Shape<URI> URL =
      new TextShape<>(URL_EXPECTED, (text, directory) -> url(text), URI::toString);

  private AddressShapes() {}

  static @Nullable HostPort hostPort(String text) {
    if (!HOST_PORT.matcher(text).matches()) {
      return null;
    }
    URI uri = uri("http://" + text);
    if (uri == null || uri.getHost() == null || !uri.getRawAuthority().equals(text)) {
      return null;
    }
    String host = uri.getHost().replace("[", "").replace("]", "");
    return uri.getUserInfo() != null || uri.getPort() > 65535
        ? null
        : new HostPort(host, uri.getPort());
  }

  /** A host as it may stand before a port, without brackets round IPv6. */
  static boolean isHost(String host) {
    return hostPort((host.contains(":") ? "[" + host + "]" : host) + ":0") != null;
  }

  /** An http or https URL without a slash at its end; with a path where there is one. */
  static URI url(String text) {
    URI uri = VISIBLE_ASCII.matcher(text).matches() ? uri(text) : null;
    if (uri == null || uri.getRawAuthority() == null) {
      throw new WrongValue(URL_EXPECTED, Found.text(text));
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new WrongValue(URL_EXPECTED, Found.text(text));
    }
    if (uri.getRawAuthority().contains("@")) {
      throw new WrongValue(URL_EXPECTED, "a URL with a user name or password, not shown");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      String part = uri.getRawQuery() != null ? "query" : "fragment";
      throw new WrongValue(URL_EXPECTED, "a URL with a " + part + ", not shown");
    }
    if (uri.getHost() == null) {
      String why = uri.getRawAuthority().contains("_") ? "; a host name has no _" : "";
      throw new WrongValue(URL_EXPECTED, Found.text(text) + why);
    }
    if (uri.getPort() == 0 || uri.getPort() > 65535) {
      throw new WrongValue(URL_EXPECTED, Found.text(text) + "; a port is 1 to 65535");
    }
    String path = uri.getRawPath().replaceFirst("/+$", "");
    return URI.create(scheme + "://" + uri.getRawAuthority().replaceFirst(":$", "") + path);
  }

  private static @Nullable URI uri(String text) {
    try {
      URI uri = new URI(text);
      return uri.getScheme() == null ? null : uri;
    } catch (URISyntaxException e) {
      return null; // the caller says what was expected
    }
  }
}
