package dev.telltale.telemetry.config;

/**
 * An address to listen on.
 *
 * @param host a name or address; IPv6 without brackets
 * @param port 0 to 65535, where 0 lets the system choose
 */
public record HostPort(String host, int port) {
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
