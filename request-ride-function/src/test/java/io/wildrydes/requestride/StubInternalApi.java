// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// The internal API on loopback: behaves as told and remembers what it was sent.
final class StubInternalApi implements AutoCloseable {
  final List<Received> received = new CopyOnWriteArrayList<>();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  StubInternalApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/live");
  }

  StubInternalApi answers(Service service, int status, String body) {
    return does(
        service,
        exchange -> {
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  StubInternalApi does(Service service, HttpHandler handler) {
    server.createContext(
        "/live" + service.path(),
        exchange -> {
          try (exchange) {
            received.add(Received.of(exchange));
            handler.handle(exchange);
          }
        });
    return this;
  }

  /// Keeps an exchange waiting until the test is over.
  void staySilent() {
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  /// A request as it arrived.
  ///
  /// @param headers by lower-case name
  record Received(String method, String path, Map<String, String> headers, String body) {
    private static Received of(HttpExchange exchange) throws IOException {
      var headers = new TreeMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) ->
              headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
      return new Received(
          exchange.getRequestMethod(),
          exchange.getRequestURI().getPath(),
          headers,
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
