// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// A port on loopback that nobody can connect to, as if its host were gone: it listens, but the
/// queue of those who wait to be accepted is full, and the system leaves everybody else unanswered.
public final class CrowdedPort implements Closeable {
  private static final int PATIENCE_MILLIS = 250;
  private static final int MAX_CROWD = 64;

  private final ServerSocket server;
  private final List<Socket> crowd = new ArrayList<>();

  private CrowdedPort(ServerSocket server) {
    this.server = server;
  }

  public static CrowdedPort open() throws IOException {
    var port = new CrowdedPort(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    while (port.lets(new Socket())) {
      if (port.crowd.size() > MAX_CROWD) {
        port.close();
        throw new IOException("%d connections in a queue for one".formatted(MAX_CROWD));
      }
    }
    return port;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    for (var socket : crowd) {
      socket.close();
    }
    server.close();
  }

  private boolean lets(Socket socket) throws IOException {
    crowd.add(socket);
    try {
      socket.connect(server.getLocalSocketAddress(), PATIENCE_MILLIS);
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }
}
