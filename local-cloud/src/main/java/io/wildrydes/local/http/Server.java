// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    var headers = Headers.of(exchange.getRequestHeaders());
    if (!Loopback.isLocal(headers)) {
      return config.refusals().apply(Refusal.FOREIGN_ORIGIN);
    }
    byte[] body = body(exchange, headers);
    if (body == null) {
      return config.refusals().apply(Refusal.BODY_TOO_LARGE);
    }
    try {
      return handler.handle(request(exchange, headers, body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return config.refusals().apply(Refusal.INTERNAL_ERROR);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(System.Logger.Level.ERROR, "request failed server=" + config.name(), e);
      return config.refusals().apply(Refusal.INTERNAL_ERROR);
    }
  }

  private static Request request(HttpExchange exchange, Headers headers, byte[] body) {
    var uri = exchange.getRequestURI();
    var path = Optional.ofNullable(uri.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
    var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    var peer = exchange.getRemoteAddress().getAddress().getHostAddress();
    return new Request(exchange.getRequestMethod(), path, query, headers, body, peer);
  }

  /// The whole body, or null when it is over the limit.
  private byte @Nullable [] body(HttpExchange exchange, Headers headers) throws IOException {
    var declared = headers.first("Content-Length").map(Server::length).orElse(0L);
    if (declared > config.maxBodyBytes()) {
      return null;
    }
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(config.maxBodyBytes() + 1);
      return body.length > config.maxBodyBytes() ? null : body;
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
