package dev.telltale.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class PromptSocketsTest {
  private final PromptSockets sockets = new PromptSockets();

  @Test
  void howeverTheyAreMade_theySendAtOnce() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 5, here);
        Socket unconnected = sockets.createSocket();
        Socket byName = sockets.createSocket(here.getHostAddress(), server.getLocalPort());
        Socket byAddress = sockets.createSocket(here, server.getLocalPort());
        Socket byNameFrom =
            sockets.createSocket(here.getHostAddress(), server.getLocalPort(), here, 0);
        Socket byAddressFrom = sockets.createSocket(here, server.getLocalPort(), here, 0)) {
      unconnected.connect(server.getLocalSocketAddress());
      for (Socket socket :
          new Socket[] {unconnected, byName, byAddress, byNameFrom, byAddressFrom}) {
        assertThat(socket.getTcpNoDelay()).isTrue();
      }
    }
  }
}
