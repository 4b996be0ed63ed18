// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerIT {
  private static final int MAX_BODY_BYTES = 1000;
  private static final Handler ECHO = request -> Response.of(200, "text/plain", describe(request));

  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Server server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    client.close();
  }

  @Test
  void givesTheHandlerTheRequestAsSent() throws Exception {
    start(ECHO);

    var response =
        client.send(
            request("/a%20b/c%2Fd?x=%201&y").POST(BodyPublishers.ofString("hällo")).build(),
            BodyHandlers.ofString());

    assertThat(response.body()).isEqualTo("POST /a%20b/c%2Fd x=%201&y hällo from 127.0.0.1");
  }

  @Test
  void takesABodyOfTheLimit() throws Exception {
    start(request -> Response.of(200, "text/plain", "" + request.body().length));

    assertThat(post("x".repeat(MAX_BODY_BYTES)).body()).isEqualTo("1000");
  }

  @Test
  void refusesABodyAboveTheLimit() throws Exception {
    start(ECHO);

    var response = post("x".repeat(MAX_BODY_BYTES + 1));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).isEqualTo("{\"message\":\"BODY_TOO_LARGE\"}");
  }

  @Test
  void refusesALongBodyWithoutADeclaredLength() throws Exception {
    start(ECHO);
    var chunk = "x".repeat(MAX_BODY_BYTES).getBytes(StandardCharsets.US_ASCII);
    var body = BodyPublishers.ofByteArrays(List.of(chunk, chunk));

    var response = client.send(request("/").POST(body).build(), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(413);
  }

  /// The client is still sending when the answer leaves, and reads it only afterwards.
  @Test
  void answersEvenThoseWhoSendMegabytesTooMany() {
    start(ECHO);
    int length = 20 * 1024 * 1024;

    try (var connection = new RawConnection(port())) {
      connection
          .send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n")
          .send(new byte[length]);

      assertThat(connection.readAnswer())
          .startsWith("HTTP/1.1 413 ")
          .endsWith("{\"message\":\"BODY_TOO_LARGE\"}");
    }
  }

  @Test
  void letsTheHandlerWordARefusal() throws Exception {
    start(
        new Handler() {
          @Override
          public Response handle(Request request) {
            return Response.empty(200);
          }

          @Override
          public Optional<Response> refuse(Refusal refusal, Request head) {
            return Optional.of(Response.of(499, "text/plain", head.path() + refusal));
          }
        });

    var response = post("x".repeat(MAX_BODY_BYTES + 1));

    assertThat(response.statusCode()).isEqualTo(499);
    assertThat(response.body()).isEqualTo("/BODY_TOO_LARGE");
  }

  @Test
  void hidesWhatAHandlerThrows() throws Exception {
    start(_ -> {
      throw new IllegalStateException("secret");
    });

    var response = post("");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"message\":\"INTERNAL_ERROR\"}");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Host: 127.0.0.1:3000",
        "Host: localhost",
        "Host: [::1]:3000",
        "Host: publicapi.localhost:3000",
        "Host: localhost\r\nOrigin: http://localhost:8080",
        "Host: localhost\r\nOrigin: http://127.0.0.1",
        "Host: LocalHost:3000",
        "Host: localhost\r\nSec-Fetch-Site: same-site",
        "Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate",
      })
  void takesRequestsThatMeanThisMachine(String headers) {
    start(ECHO);

    assertThat(get("/", headers)).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Host: example.com",
        "Host: 127.0.0.1.example.com",
        "Host: localhost.example.com:3000",
        "Host: notlocalhost",
        "Host: localhost\r\nOrigin: https://example.com",
        "Host: localhost\r\nOrigin: null",
        "Host: localhost\r\nOrigin: http://localhost.example.com",
        "Host: localhost\r\nOrigin: http://localhost\r\nOrigin: https://example.com",
        "Host: localhost@example.com",
        "Host: localhost:80:80",
        "Host: localhost:",
        "Host:",
        "Host: 127.0.0.1, localhost",
        "Host: localhost\r\nSec-Fetch-Site: cross-site",
        "Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors",
      })
  void refusesRequestsThatMeanAnotherMachine(String headers) {
    start(ECHO);

    assertThat(get("/", headers))
        .startsWith("HTTP/1.1 403 ")
        .endsWith("{\"message\":\"FOREIGN_ORIGIN\"}");
  }

  @Test
  void answersHeadWithoutABody() {
    start(ECHO);

    try (var connection = new RawConnection(port())) {
      var first = connection.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n").readHead();
      var second = connection.send("GET /next HTTP/1.1\r\nHost: localhost\r\n\r\n").readAnswer();

      assertThat(first)
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("Content-Type: text/plain");
      assertThat(second).startsWith("HTTP/1.1 200 ").endsWith("GET /next   from 127.0.0.1");
    }
  }

  /// Forty round trips on one connection: with delayed ACKs they would take 44 ms each.
  @Test
  void answersWithoutDelayOnAKeptConnection() {
    start(ECHO);

    try (var connection = new RawConnection(port())) {
      connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").readAnswer();
      long start = System.nanoTime();
      for (int i = 0; i < 40; i++) {
        connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200 ");
      }

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isLessThan(Duration.ofMillis(40 * 30));
    }
  }

  /// More than the JDK's server keeps by default: it would close the others at the end of an
  /// exchange, under the hands of a peer that is about to send the next.
  @Test
  void keepsHundredsOfIdleConnections() {
    start(ECHO);
    var connections = new ArrayList<RawConnection>();
    try {
      for (int i = 0; i < 300; i++) {
        var connection = new RawConnection(port());
        connections.add(connection);
        connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").readAnswer();
      }

      assertThat(connections)
          .allSatisfy(connection ->
              assertThat(connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").readAnswer())
                  .startsWith("HTTP/1.1 200 "));
    } finally {
      connections.forEach(RawConnection::close);
    }
  }

  @Test
  void saysWhatToDoAboutATakenPort() {
    start(ECHO);

    assertThatThrownBy(() -> Server.bind(ServerConfig.of("gateway", port(), 1)))
        .isInstanceOf(PortTakenException.class)
        .hasMessage(
            "gateway port %d cannot be opened (Address already in use); stop what uses it or choose another port, 0 for any free one",
            port());
  }

  @Test
  void keepsCallersWaitingUntilItServes() throws Exception {
    server = Server.bind(ServerConfig.of("test", 0, MAX_BODY_BYTES));
    var answer = client.sendAsync(request("/").build(), BodyHandlers.ofString());

    server.serve(ECHO);

    assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void interruptsHandlersWhenItCloses() throws Exception {
    var entered = new CountDownLatch(1);
    var ended = new AtomicReference<String>();
    start(_ -> {
      entered.countDown();
      try {
        new CountDownLatch(1).await();
        return Response.empty(200);
      } catch (InterruptedException e) {
        ended.set("interrupted");
        throw e;
      }
    });
    var answer = client.sendAsync(request("/").build(), BodyHandlers.ofString());
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

    stop();

    assertThat(ended.get()).isEqualTo("interrupted");
    assertThat(answer)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void answersWhatIsHereWhenItDrains() throws Exception {
    var entered = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    start(_ -> {
      entered.countDown();
      go.await();
      return Response.empty(200);
    });
    try (var idle = new RawConnection(port()); // first, so that it is accepted when the other is
        var working = new RawConnection(port())) {
      working.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      var draining =
          Thread.ofVirtual()
              .start(() -> Objects.requireNonNull(server).close(Duration.ofMinutes(1)));

      assertThat(idle.readHead()).as("what an idle peer is told").isEmpty();
      go.countDown();

      assertThat(working.readAnswer())
          .startsWith("HTTP/1.1 200 ")
          .contains("\r\nConnection: close\r\n");
      assertThat(draining.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  private void start(Handler handler) {
    server = Server.start(ServerConfig.of("test", 0, MAX_BODY_BYTES), handler);
  }

  private int port() {
    return Objects.requireNonNull(server).port();
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
        .timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return client.send(
        request("/").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private String get(String target, String headers) {
    try (var connection = new RawConnection(port())) {
      return connection.send("GET " + target + " HTTP/1.1\r\n" + headers + "\r\n\r\n").readAnswer();
    }
  }

  private static String describe(Request request) {
    return "%s %s %s %s from %s"
        .formatted(
            request.method(),
            request.path(),
            request.query(),
            new String(request.body(), StandardCharsets.UTF_8),
            request.sourceIp());
  }
}
