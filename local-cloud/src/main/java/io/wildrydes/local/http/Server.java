// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 server on the loopback interface, one virtual thread per request.
///
/// Head and body of an answer leave in one write with TCP_NODELAY; without that, Nagle's algorithm
/// and the peer's delayed ACK add about 44 ms to every answer.
public final class Server implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Server.class.getName());
  private static final int BACKLOG = 1024;
  private static final long MAX_DISCARDED_BYTES = 64L * 1024 * 1024;

  static {
    // Read once by the JDK's server when its classes load.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "60");
    System.setProperty("sun.net.httpserver.idleInterval", "60");
    System.setProperty("jdk.httpserver.maxConnections", "4096");
  }

  private final ServerConfig config;
  private final HttpServer server;
  private final ExecutorService executor;

  private Server(ServerConfig config, HttpServer server) {
    this.config = config;
    this.server = server;
    this.executor =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(config.name() + "-", 1).factory());
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
  public static Server bind(ServerConfig config) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port());
      return new Server(config, HttpServer.create(address, BACKLOG));
    } catch (IOException e) {
      throw new PortTakenException(config.name(), config.port(), e);
    }
  }

  /// Starts answering with this handler; called once.
  public void serve(Handler handler) {
    server.setExecutor(executor);
    server.createContext("/", exchange -> exchange(exchange, handler));
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// `http://127.0.0.1:<port>`, without a path.
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /// Stops accepting, gives handlers at work this long to answer, then closes.
  public void close(Duration patience) {
    server.stop(Math.toIntExact(patience.toSeconds()));
    close();
  }

  /// Stops accepting, interrupts handlers still at work and waits for them to end.
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
    executor.close();
  }

  private void exchange(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      write(exchange, answer(exchange, handler));
    } catch (IOException e) {
      // The peer went away while reading or writing; there is nobody left to answer.
      LOG.log(System.Logger.Level.DEBUG, "connection lost server=" + config.name(), e);
    }
  }

  private Response answer(HttpExchange exchange, Handler handler) throws IOException {
    var head = head(exchange);
    if (!Loopback.isLocal(head.headers())) {
      return refuse(Refusal.FOREIGN_ORIGIN, handler, head);
    }
    byte[] body = body(exchange, head.headers());
    if (body == null) {
      return refuse(Refusal.BODY_TOO_LARGE, handler, head);
    }
    try {
      return handler.handle(head.withBody(body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refuse(Refusal.INTERNAL_ERROR, handler, head);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(System.Logger.Level.ERROR, "request failed server=" + config.name(), e);
      return refuse(Refusal.INTERNAL_ERROR, handler, head);
    }
  }

  private Response refuse(Refusal refusal, Handler handler, Request head) {
    try {
      return handler.refuse(refusal, head).orElseGet(() -> config.refusals().apply(refusal));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "refusal failed server=" + config.name(), e);
      return config.refusals().apply(refusal);
    }
  }

  private static Request head(HttpExchange exchange) {
    var headers = Headers.of(exchange.getRequestHeaders());
    var uri = exchange.getRequestURI();
    var path = Optional.ofNullable(uri.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
    var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    var peer = exchange.getRemoteAddress().getAddress().getHostAddress();
    return new Request(exchange.getRequestMethod(), path, query, headers, new byte[0], peer);
  }

  /// The whole body, or null when it is over the limit.
  ///
  /// The stream is left to the exchange to close: closing it after a malformed chunk would wait for
  /// the rest of a body that never comes.
  private byte @Nullable [] body(HttpExchange exchange, Headers headers) throws IOException {
    InputStream in = exchange.getRequestBody();
    var declared = headers.first("Content-Length").map(Server::length).orElse(0L);
    byte[] body =
        declared > config.maxBodyBytes() ? null : in.readNBytes(config.maxBodyBytes() + 1);
    if (body != null && body.length <= config.maxBodyBytes()) {
      return body;
    }
    discard(in);
    return null;
  }

  /// Reads on without keeping anything: closing a connection on which the peer still sends resets
  /// it, and the peer would never see the answer.
  private static void discard(InputStream in) throws IOException {
    byte[] buffer = new byte[8192];
    long left = MAX_DISCARDED_BYTES;
    while (left > 0) {
      int read = in.read(buffer);
      left = read < 0 ? 0 : left - read;
    }
  }

  private static long length(String contentLength) {
    try {
      return Long.parseLong(contentLength.strip());
    } catch (NumberFormatException _) {
      return 0; // the JDK's server has refused malformed lengths already
    }
  }

  private static void write(HttpExchange exchange, Response response) throws IOException {
    response.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
    boolean bodyless = response.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), bodyless ? -1 : response.body().length);
    if (!bodyless) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(response.body());
      }
    }
  }
}
