// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wildrydes.acceptance.LocalOnly;
import io.wildrydes.acceptance.bench.OpenLoop.Plan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The driver of load, against a server of this JVM.
@LocalOnly("judges the driver of load, not a stack")
class OpenLoopIT {
  private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
  private final AtomicInteger arrived = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/fine", exchange -> answer(exchange, 202));
    server.createContext("/half", exchange -> answer(exchange, arrived.get() % 2 == 0 ? 500 : 202));
    server.createContext("/gone", HttpExchange::close);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void sendsEveryRequestOnceAndNotBeforeItIsDue() throws Exception {
    var load = OpenLoop.run(new Plan(500, 100, 8), "POST", url("/fine"), "{\"order_id\":\"o\"}");

    assertThat(load.ok()).isEqualTo(100);
    assertThat(load.failed()).isZero();
    assertThat(bodies).hasSize(100).containsOnly("{\"order_id\":\"o\"}");
    assertThat(load.seconds()).isGreaterThanOrEqualTo(99 / 500.0);
    assertThat(load.lagMillis().p50()).isNotNegative();
    assertThat(load.answerMillis().p50()).isGreaterThanOrEqualTo(load.lagMillis().p50());
  }

  @Test
  void countsEveryAnswerThatIsNoSuccess() throws Exception {
    var load = OpenLoop.run(Plan.flood(20, 1), "POST", url("/half"), "{}");

    assertThat(load.ok()).isEqualTo(10);
    assertThat(load.failed()).isEqualTo(10);
    assertThat(load.errors()).containsOnly("status 500").hasSize(3);
  }

  @Test
  void goesOnOnANewConnectionWhenOneIsClosed() throws Exception {
    var load = OpenLoop.run(Plan.flood(6, 2), "POST", url("/gone"), "{}");

    assertThat(load.failed()).isEqualTo(6);
    assertThat(load.errors()).isNotEmpty();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      arrived.incrementAndGet();
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(status, 2);
      exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
    }
  }
}
