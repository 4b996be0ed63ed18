// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Subsegment;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Delivery's calls over real sockets, against a partner on loopback.
class DeliveryIT {
  private static final Duration TRY_LIMIT = Duration.ofMillis(150);

  private final InstantSource clock = InstantSource.system();
  private final Telemetry telemetry = new Telemetry("delivery", new Tracer(), clock);
  private final HttpCaller caller = new HttpCaller(telemetry.tracer(), Duration.ofSeconds(5));
  private final HttpPartner partner = new HttpPartner(caller);
  private final CountDownLatch testEnded = new CountDownLatch(1);
  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void startPartner() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stopPartner() {
    testEnded.countDown();
    caller.discard();
    server.stop(0);
  }

  @Test
  void postsTheOrderWithKeyAndIds() throws Exception {
    var headers = new CopyOnWriteArrayList<String>();
    serve(exchange -> {
      for (var name : List.of("x-api-key", "x-correlation-id", "idempotency-key", "content-type")) {
        headers.add(exchange.getRequestHeaders().getFirst(name));
      }
      exchange.sendResponseHeaders(200, -1);
    });

    var answer = partner.send(call(address()));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(headers)
        .containsExactly(
            "key-1",
            "3f1c2b7a-8d64-4c0e-9a5b-7e2d1f0c4b69",
            "3f1c2b7a-8d64-4c0e-9a5b-7e2d1f0c4b69",
            "application/json");
    assertThat(received).containsExactly("POST {\"order_id\":\"order-1\"}");
  }

  @Test
  void eachTryIsARemoteSubsegmentWithItsNumber() throws Exception {
    serve(exchange -> exchange.sendResponseHeaders(received.size() < 2 ? 503 : 200, -1));
    var segment = AWSXRay.beginSegment("delivery");

    try {
      deliver();
    } finally {
      AWSXRay.clearTraceEntity();
    }

    var tries = segment.getSubsegmentsCopy();
    assertThat(tries).extracting(Subsegment::getNamespace).containsExactly("remote", "remote");
    assertThat(tries).extracting(Subsegment::isFault).containsExactly(true, false);
    assertThat(tries)
        .extracting(Subsegment::getAnnotations)
        .extracting(annotations -> annotations.get("attempt"))
        .containsExactly(1, 2);
  }

  @Test
  void aSlowAnswerIsTriedAgain() throws Exception {
    serve(exchange -> {
      if (received.size() == 1) {
        waitForTestEnd();
      }
      exchange.sendResponseHeaders(200, -1);
    });

    var outcome = deliver();

    assertThat(outcome.status()).contains(200);
    assertThat(received)
        .containsExactly("POST {\"order_id\":\"order-1\"}", "POST {\"order_id\":\"order-1\"}");
  }

  @Test
  void aBrokenConnectionIsAnIoFailure() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (var connection = socket.accept()) {
              connection.setSoLinger(true, 0); // closing sends a reset
              assertThat(connection.getInputStream().read()).isPositive();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      var address = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/slow");

      assertThatThrownBy(() -> partner.send(call(address), Duration.ofSeconds(5)))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  void aPartnerThatIsGoneIsAnIoFailure() throws Exception {
    URI nowhere;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/slow");
    }

    assertThatThrownBy(() -> partner.send(call(nowhere), Duration.ofSeconds(5)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void primesThroughTheWholeSdk() {
    assertThatCode(
            () -> {
              SsmParameters.warmUp();
              SecretApiKey.warmUp();
            })
        .doesNotThrowAnyException();
  }

  /// One resilient delivery with short tries and no waits between them.
  private Outcome deliver() {
    var access = new PartnerAccess(this::address, () -> new ApiKey("key-1"), clock);
    var documents =
        RuntimeDocuments.parse(
            "{\"resilience\":\"resilient\",\"randomSeed\":\"\","
                + "\"slowApi\":{\"failureRate\":0,\"minDelayMs\":0,\"maxDelayMs\":0}}",
            "{}");
    var policies =
        new RetryPolicies(
            new CachedValue<>("settings", () -> documents, Duration.ofSeconds(5), clock),
            new Randomness(() -> 1),
            TRY_LIMIT);
    var calls = new PartnerCalls(telemetry, partner, access, clock);
    var deadline = new Deadline(clock.instant().plusSeconds(20), clock);
    return new Delivery(calls, policies, _ -> {}).deliver(DeliveryFixture.order(), deadline);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slow");
  }

  private static Call call(URI address) {
    return new Call(DeliveryFixture.order(), new Access(address, new ApiKey("key-1")), 1);
  }

  private void serve(HttpHandler handler) {
    server.createContext(
        "/slow",
        exchange -> {
          try (HttpExchange closing = exchange) {
            var body = new String(closing.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestMethod() + " " + body);
            handler.handle(exchange);
          }
        });
  }

  private void waitForTestEnd() {
    try {
      testEnded.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
