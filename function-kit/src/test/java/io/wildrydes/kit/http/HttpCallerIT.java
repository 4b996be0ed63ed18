// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Subsegment;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Tracer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallerIT {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final HttpCaller caller = new HttpCaller(new Tracer(), Duration.ofSeconds(1));
  private final CountDownLatch testEnded = new CountDownLatch(1);
  private final List<InetSocketAddress> connections = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stopServer() {
    testEnded.countDown();
    caller.discard();
    server.stop(0);
  }

  @Test
  void givesTheAnswerWhateverItsStatus() throws Exception {
    serve(exchange -> {
      exchange.getResponseHeaders().set("Retry-After", "2");
      var echo = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(503, echo.length);
      exchange.getResponseBody().write(echo);
    });

    var answer = caller.send(post("{\"order_id\":\"7\"}"), DEADLINE);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).contains("2");
    assertThat(answer.body()).isEqualTo(Body.of("{\"order_id\":\"7\"}"));
    assertThat(answer.isSuccess()).isFalse();
  }

  @Test
  void passesHeadersOnAndNoTraceHeaderWithoutATrace() throws Exception {
    var seen = new CopyOnWriteArrayList<String>();
    serve(exchange -> {
      seen.add(exchange.getRequestHeaders().getFirst("x-correlation-id"));
      seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Amzn-Trace-Id")));
      exchange.sendResponseHeaders(200, -1);
    });

    caller.send(post("{}"), DEADLINE);

    assertThat(seen).containsExactly("order-1", "null");
  }

  @Test
  void annotatesTheCallsSubsegment() throws Exception {
    serve(exchange -> exchange.sendResponseHeaders(204, -1));
    var segment = AWSXRay.beginSegment("test");

    try {
      caller.send(post("{}").annotated(LogField.attempt(2)), DEADLINE);
    } finally {
      AWSXRay.clearTraceEntity();
    }

    assertThat(segment.getSubsegmentsCopy())
        .extracting(Subsegment::getAnnotations)
        .containsExactly(Map.of("attempt", 2));
  }

  @Test
  void endsAtTheDeadlineWhenNoAnswerComes() throws Exception {
    serve(_ -> waitForTestEnd());

    assertThatThrownBy(() -> caller.send(post("{}"), Duration.ofMillis(50)))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessage("no whole answer from 127.0.0.1");
  }

  @Test
  void endsAtTheDeadlineWhenTheBodyTrickles() throws Exception {
    serve(exchange -> {
      exchange.sendResponseHeaders(200, 2);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      waitForTestEnd();
    });

    assertThatThrownBy(() -> caller.send(post("{}"), Duration.ofMillis(200)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void refusesAnAnswerWithoutEnd() throws Exception {
    serve(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      var kilobyte = new byte[1024];
      for (var i = 0; i <= 1024; i++) {
        exchange.getResponseBody().write(kilobyte);
      }
    });

    assertThatThrownBy(() -> caller.send(post("{}"), DEADLINE)).isInstanceOf(IOException.class);
  }

  @Test
  void saysWhenNobodyListens() throws Exception {
    URI nowhere;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    assertThatThrownBy(() -> caller.send(OutgoingRequest.get(nowhere, Map.of()), DEADLINE))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void noConnectionSurvivesASnapshot() throws Exception {
    serve(exchange -> exchange.sendResponseHeaders(204, -1));
    caller.send(post("{}"), DEADLINE);
    caller.send(post("{}"), DEADLINE);
    caller.discard();
    caller.renew();

    caller.send(post("{}"), DEADLINE);

    assertThat(connections.get(1)).isEqualTo(connections.get(0));
    assertThat(connections.get(2)).isNotEqualTo(connections.get(0));
  }

  private void serve(HttpHandler handler) {
    server.createContext(
        "/slow",
        exchange -> {
          connections.add(exchange.getRemoteAddress());
          try (HttpExchange closing = exchange) {
            closing.getRequestHeaders();
            handler.handle(exchange);
          }
        });
  }

  private OutgoingRequest post(String body) {
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slow");
    return OutgoingRequest.post(uri, Map.of("x-correlation-id", "order-1"), Body.of(body));
  }

  private void waitForTestEnd() {
    try {
      testEnded.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
