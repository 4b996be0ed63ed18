// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the server does with peers that speak no HTTP, speak it badly, or stop speaking.
final class HostilePeersIT {
  private static final int MAX_BODY_BYTES = 1000;
  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n";
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final Handler ECHO =
      request -> Response.of(200, "text/plain", new String(request.body(), StandardCharsets.UTF_8));

  private @Nullable Server server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET /\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        " GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "G(T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n",
        "GET / http/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        "GET /\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /\u00e9 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /%4 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /?a|b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /#a HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET ftp://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: example.com\r\n\r\n",
        "GET / HTTP/1.1\nHost: localhost\n\n",
        "GET / HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        GET + " folded: a\r\n\r\n",
        GET + "A: b\r\n c\r\n\r\n",
        GET + ": empty\r\n\r\n",
        GET + "no colon\r\n\r\n",
        GET + "A\u00e9: b\r\n\r\n",
        GET + "A: \u0001\r\n\r\n",
        GET + "A: b\u0000c\r\n\r\n",
        GET + "Content-Length: -1\r\n\r\n",
        GET + "Content-Length: +1\r\n\r\n",
        GET + "Content-Length: many\r\n\r\n",
        GET + "Content-Length: 0x1\r\n\r\n",
        GET + "Content-Length:\r\n\r\n",
        GET + "Content-Length: 1, 1\r\n\r\n",
        GET + "Content-Length: 9999999999999999999\r\n\r\n",
        GET + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        GET + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
        GET + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        GET + "Transfer-Encoding: gzip\r\n\r\n",
        GET + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        GET + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        GET + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        GET + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        CHUNKED + "zz\r\n",
        CHUNKED + "\r\n",
        CHUNKED + "-1\r\n",
        CHUNKED + "0x1\r\na\r\n0\r\n\r\n",
        CHUNKED + "1\nab\r\n0\r\n\r\n",
        CHUNKED + "1\r\nab\r\n0\r\n\r\n",
        CHUNKED + "2\r\na\r\n\r\n0\r\n\r\n",
        CHUNKED + "ffffffffffffffff\r\n",
      })
  void areToldThatTheirRequestIsMalformed(String request) {
    start(ECHO);

    try (var connection = new RawConnection(port()).send(request)) {
      assertThat(connection.readAnswer())
          .startsWith("HTTP/1.1 400 Bad Request\r\n")
          .contains("\r\nConnection: close\r\n")
          .endsWith("\r\n\r\n{\"message\":\"MALFORMED\"}");
      assertThat(connection.readHead()).as("what follows the answer").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP",
        "GET / HTTP/1.1\r\nHos",
        "GET / HTTP/1.1\r\nHost: localhost\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc",
        CHUNKED,
        CHUNKED + "5\r\nab",
        CHUNKED + "2\r\nab\r\n",
        CHUNKED + "2\r\nab\r\n0\r\n",
      })
  void areToldThatTheirRequestBrokeOff(String request) {
    start(ECHO);

    try (var connection = new RawConnection(port()).send(request).endOutput()) {
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 400 ").endsWith("MALFORMED\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CHUNKED + "3\r\nabc\r\n0\r\n\r\n",
        CHUNKED + "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n",
        CHUNKED + "0000000003;name=\"value\"\r\nabc\r\n0;last\r\nTrailer: dropped\r\n\r\n",
        "POST http://localhost HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc",
        "\r\nPOST / HTTP/1.1\r\nHost:localhost\r\ncontent-length:\t3 \r\n\r\nabc",
        "POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc",
      })
  void areServedWhenTheyOnlySpeakUnusually(String request) {
    start(ECHO);

    try (var connection = new RawConnection(port()).send(request)) {
      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("abc");
    }
  }

  @Test
  void mayNotNameAnotherHostInTheTarget() {
    start(ECHO);

    assertThat(answer("GET http://example.com/ HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .endsWith("{\"message\":\"FOREIGN_ORIGIN\"}");
  }

  @Test
  void areRefusedWithEndlessOrCountlessHeaders() {
    start(ECHO);
    var countless = "A: b\r\n".repeat(201);

    assertThat(answer(GET + "X-Long: " + "x".repeat(500_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .endsWith("{\"message\":\"HEAD_TOO_LARGE\"}");
    assertThat(answer(GET + countless + "\r\n")).startsWith("HTTP/1.1 431 ");
    assertThat(answer("GET /" + "a".repeat(70_000) + " HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(answer(CHUNKED + "1;" + "e".repeat(2000) + "\r\na\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void cannotSmuggleARequestBehindARefusedOne() {
    start(ECHO);

    try (var connection = new RawConnection(port())) {
      connection.send(
          GET + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GET + "\r\n");

      assertThat(connection.readAnswer()).startsWith("HTTP/1.1 400 ");
      assertThat(connection.readHead()).isEmpty();
    }
  }

  @Test
  void areAnsweredInTheOrderOfTheirPipelinedRequests() {
    start(ECHO);
    var requests =
        Stream.of("one", "two", "three")
            .map(body -> GET + "Content-Length: " + body.length() + "\r\n\r\n" + body)
            .toList();

    try (var connection = new RawConnection(port()).send(String.join("", requests))) {
      assertThat(connection.readAnswer()).endsWith("one");
      assertThat(connection.readAnswer()).endsWith("two");
      assertThat(connection.readAnswer()).endsWith("three");
    }
  }

  @Test
  void areToldToGoOnOnlyWhenTheirBodyWillBeTaken() {
    start(ECHO);
    var head = "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: ";

    try (var connection = new RawConnection(port()).send(head + "3\r\n\r\n")) {
      assertThat(connection.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(connection.send("abc").readAnswer()).endsWith("abc");
    }
    assertThat(answer(head + "1001\r\n\r\n")).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void keepAConnectionOfHttp10OnlyWhenTheyAsk() {
    start(ECHO);

    try (var connection = new RawConnection(port())) {
      connection.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(connection.readAnswer()).contains("\r\nConnection: keep-alive\r\n");
      connection.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(connection.readAnswer()).contains("\r\nConnection: close\r\n");
      assertThat(connection.readHead()).isEmpty();
    }
  }

  @Test
  void areToldWhenTheirRequestTakesTooLong() {
    server =
        Server.start(
            ServerConfig.of("test", 0, MAX_BODY_BYTES).withPatience(Duration.ofMillis(300)), ECHO);

    for (var part : new String[] {"G", GET, GET + "Content-Length: 5\r\n\r\nabc", CHUNKED}) {
      try (var connection = new RawConnection(port()).send(part)) {
        assertThat(connection.readAnswer())
            .startsWith("HTTP/1.1 408 Request Timeout\r\n")
            .endsWith("{\"message\":\"TOO_SLOW\"}");
      }
    }
    try (var idle = new RawConnection(port())) {
      assertThat(idle.readHead()).as("what an idle peer is told").isEmpty();
    }
  }

  @Test
  void doNotKeepOthersWaiting() {
    start(ECHO);
    var silent = new ArrayList<RawConnection>();

    try {
      for (int i = 0; i < 500; i++) {
        silent.add(new RawConnection(port()).send(GET + "Content-Length: 5\r\n\r\nabc"));
      }

      assertThat(answer(GET + "\r\n")).startsWith("HTTP/1.1 200 ");
    } finally {
      silent.forEach(RawConnection::close);
    }
  }

  @Test
  void makeRoomForOthersWhenThereAreTooMany() {
    start(ECHO);
    var silent = new ArrayList<RawConnection>();

    try {
      for (int i = 0; i < 4200; i++) {
        silent.add(new RawConnection(port()));
      }

      assertThat(answer(GET + "\r\n")).startsWith("HTTP/1.1 200 ");
    } finally {
      silent.forEach(RawConnection::close);
    }
  }

  @Test
  void doNotEndWhatTheHandlerIsWorkingOn() throws Exception {
    var go = new CountDownLatch(1);
    server =
        Server.start(
            ServerConfig.of("test", 0, MAX_BODY_BYTES).withPatience(Duration.ofMillis(30)),
            request -> {
              if (request.path().equals("/slow")) {
                go.await();
              }
              return Response.empty(200);
            });

    try (var waiting =
            new RawConnection(port()).send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var late = new RawConnection(port()).send("G")) {
      assertThat(late.readAnswer()).startsWith("HTTP/1.1 408 ");
      go.countDown();

      assertThat(waiting.readAnswer()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void getNoHeaderThatBreaksTheAnswerApart() {
    start(_ -> Response.empty(200).with("X-A", "a\r\nX-Injected: b"));

    assertThat(answer(GET + "\r\n"))
        .startsWith("HTTP/1.1 500 ")
        .endsWith("{\"message\":\"INTERNAL_ERROR\"}")
        .doesNotContain("Injected");
  }

  private void start(Handler handler) {
    server = Server.start(ServerConfig.of("test", 0, MAX_BODY_BYTES), handler);
  }

  private int port() {
    return Objects.requireNonNull(server).port();
  }

  private String answer(String request) {
    try (var connection = new RawConnection(port()).send(request)) {
      return connection.readAnswer();
    }
  }
}
