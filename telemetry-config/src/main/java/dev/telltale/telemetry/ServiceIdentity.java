package dev.telltale.telemetry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which process of the service is speaking; the same on spans, metrics and log lines.
 *
 * @param instanceId {@code service.instance.id}: unique among the processes of a service, and the
 *     same after a restart
 * @param version {@code service.version}; left out when null
 */
public record ServiceIdentity(String instanceId, @Nullable String version) {
  public ServiceIdentity {
    Objects.requireNonNull(instanceId, "instanceId");
  }

  /** The host name, which is enough where one process of a service runs on a host. */
  public static ServiceIdentity ofHost() {
    return new ServiceIdentity(hostName(), null);
  }

  private static String hostName() {
    String variable = System.getenv("HOSTNAME");
    if (variable != null && !variable.isBlank()) {
      return variable;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a host that does not know its own name
    }
  }
}
