// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// A partner on loopback that behaves as told and remembers what it was sent.
final class StubPartner implements AutoCloseable {
  final List<Received> received = new CopyOnWriteArrayList<>();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  StubPartner() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slow");
  }

  StubPartner does(HttpHandler handler) {
    server.createContext(
        "/slow",
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

  /// A request as it arrived, with the headers that matter.
  record Received(String method, Map<String, String> headers, String body) {
    private static final List<String> HEADERS =
        List.of("content-type", "idempotency-key", "x-api-key", "x-correlation-id");

    private static Received of(HttpExchange exchange) throws IOException {
      var headers = new TreeMap<String, String>();
      HEADERS.forEach(
          name -> headers.put(name, String.valueOf(exchange.getRequestHeaders().getFirst(name))));
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      return new Received(exchange.getRequestMethod(), headers, body);
    }
  }
}
