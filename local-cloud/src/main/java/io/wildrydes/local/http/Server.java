// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// An HTTP/1.1 server on the loopback interface, one virtual thread per connection.
///
/// It takes what HTTP allows and refuses all else in words that [ServerConfig#refusals()] or the
/// handler chooses. At most 4096 connections are open; when another comes, the one that has waited
/// longest for its peer makes room, so that no number of silent peers keeps others out.
public final class Server implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Server.class.getName());
  private static final int BACKLOG = 1024;
  private static final int MAX_CONNECTIONS = 4096;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServerConfig config;
  private final ServerSocket listener;
  private final ExecutorService executor;
  private final Ticks ticks;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  private Server(ServerConfig config, ServerSocket listener) {
    this.config = config;
    this.listener = listener;
    this.executor =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(config.name() + "-", 0).factory());
    this.ticks =
        new Ticks(
            config.name(),
            config.patience().dividedBy(Connection.PATIENCE_TICKS),
            now -> connections.forEach(connection -> connection.endIfLate(now)));
  }

  /// Opens the port and answers at once.
  ///
  /// @throws PortTakenException when the port cannot be opened
  public static Server start(ServerConfig config, Handler handler) {
    var server = bind(config);
    server.serve(handler);
    return server;
  }

  /// Opens the port, so that its number is known, and keeps callers waiting until
  /// [#serve(Handler)].
  ///
  /// @throws PortTakenException when the port cannot be opened
  @SuppressWarnings("AddressSelection") // loopback has one address here
  public static Server bind(ServerConfig config) {
    try {
      var listener = new ServerSocket();
      try {
        listener.bind(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()), BACKLOG);
      } catch (IOException e) {
        listener.close();
        throw e;
      }
      return new Server(config, listener);
    } catch (IOException e) {
      throw new PortTakenException(config.name(), config.port(), e);
    }
  }

  /// Starts answering with this handler; called once.
  public void serve(Handler handler) {
    ticks.start();
    executor.execute(() -> accept(handler));
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// `http://127.0.0.1:<port>`, without a path.
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /// Stops accepting, lets requests that are here be answered for as long as this, then closes.
  public void close(Duration drain) {
    draining = true;
    closeListener();
    connections.forEach(Connection::endIfIdle);
    executor.shutdown();
    try {
      executor.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /// Stops accepting, closes every connection, interrupts handlers still at work and waits for them
  /// to end.
  @Override
  public void close() {
    closeListener();
    ticks.close();
    connections.forEach(
        Connection::close); // before the interrupts, or peers would get half-made answers
    executor.shutdownNow();
    executor.close();
  }

  private void accept(Handler handler) {
    while (!listener.isClosed()) {
      try {
        open(listener.accept(), handler);
      } catch (IOException e) {
        if (!listener.isClosed()) {
          // Too many open files, most likely; those who are served meanwhile will free some.
          LOG.log(System.Logger.Level.WARNING, "connection not taken server=" + config.name(), e);
          pause();
        }
      }
    }
  }

  private void open(Socket socket, Handler handler) throws IOException {
    var connection = new Connection(socket, config, handler, ticks, () -> draining);
    if (connections.size() >= MAX_CONNECTIONS) {
      connections.stream()
          .min(Comparator.comparingLong(Connection::waitsSince))
          .ifPresent(Connection::close);
    }
    connections.add(connection);
    if (draining) {
      connection.endIfIdle(); // too late to be among those that close ended
    }
    try {
      executor.execute(() -> serve(connection));
    } catch (RejectedExecutionException _) {
      connection.close(); // the server is closing
    }
  }

  private void serve(Connection connection) {
    try {
      connection.serve();
    } finally {
      connections.remove(connection);
    }
  }

  private void closeListener() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "port not closed server=" + config.name(), e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
