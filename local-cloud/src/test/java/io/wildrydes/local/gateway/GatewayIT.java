// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.http.RawConnection;
import io.wildrydes.local.http.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The gateway as its callers see it, over sockets.
final class GatewayIT {
  private static final int MEGABYTE = 1024 * 1024;

  private final TestGateway gateway = TestGateway.ofSample();
  private final Server server = Server.start(GatewayService.serverConfig(0), gateway.handler());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void answersWithWhatTheFunctionReturned() throws Exception {
    gateway.functions.answer(
        FakeFunctions.success(
            """
            {"statusCode": 202, "body": "{\\"ok\\":\\"ü\\"}",
             "headers": {"x-correlation-id": "c-1"}, "multiValueHeaders": {"set-cookie": ["a=1", "b=2"]}}
            """));

    var response = post("/publicapi/live/notify?q=1", "{\"order_id\":\"ä\"}");

    var trace = gateway.functions.invocations.getLast().trace();
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).isEqualTo("{\"ok\":\"ü\"}");
    var headers = new TreeMap<>(response.headers().map());
    assertThat(headers.remove("date")).hasSize(1);
    assertThat(headers.remove("x-amz-apigw-id")).hasSize(1);
    assertThat(headers)
        .isEqualTo(
            Map.of(
                "content-length", List.of("11"),
                "content-type", List.of("application/json"),
                "set-cookie", List.of("a=1", "b=2"),
                "x-amzn-requestid", List.of("request-1"),
                "x-amzn-trace-id", List.of(trace.text()),
                "x-correlation-id", List.of("c-1")));
    var event = gateway.functions.lastEvent();
    assertThat(event.path("body").asText()).isEqualTo("{\"order_id\":\"ä\"}");
    assertThat(event.at("/queryStringParameters/q").asText()).isEqualTo("1");
    assertThat(event.at("/headers/Content-Type").asText()).isEqualTo("application/json");
    assertThat(event.at("/headers/X-Custom").asText()).isEqualTo("mine");
    assertThat(event.at("/headers/Host").asText()).isEqualTo("127.0.0.1:" + server.port());
    assertThat(event.path("headers").has("content-length")).isFalse();
  }

  @Test
  void refusesWithAwssBodyAndTheApisHeaders() throws Exception {
    var response = post("/publicapi/live/nothing", "{}");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    assertThat(response.headers().firstValue("x-correlation-id")).contains("request-1");
    assertThat(response.headers().firstValue("x-amzn-errortype"))
        .contains("MissingAuthenticationTokenException");
  }

  @Test
  void takesTenMegabytesAndRefusesMoreWithTheApisHeaders() throws Exception {
    var allowed = post("/publicapi/live/notify", "x".repeat(10 * MEGABYTE));
    var refused = post("/publicapi/live/notify", "x".repeat(10 * MEGABYTE + 1));

    assertThat(allowed.statusCode()).isEqualTo(200);
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).isEqualTo("{\"message\":\"Request Too Long\"}");
    assertThat(refused.headers().firstValue("x-correlation-id")).contains("request-2");
    assertThat(refused.headers().firstValue("x-amzn-errortype"))
        .contains("RequestTooLongException");
    assertThat(gateway.logLines.getLast()).contains("\"status\":\"413\"");
  }

  @Test
  void refusesWhatNeverReachesAnApi() throws Exception {
    var large = post("/", "x".repeat(10 * MEGABYTE + 1));

    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).isEqualTo("{\"message\":\"Request Too Long\"}");
    try (var connection = new RawConnection(server.port())) {
      assertThat(
              connection
                  .send("GET /publicapi/live/rides/1 HTTP/1.1\r\nHost: example.com\r\n\r\n")
                  .readAnswer())
          .startsWith("HTTP/1.1 403 ")
          .endsWith("{\"message\":\"Host and Origin must name this machine\"}")
          .doesNotContainIgnoringCase("access-control-allow-origin");
    }
  }

  @Test
  void answersAPreflight() throws Exception {
    var response =
        client.send(
            request("/publicapi/live/notify")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "http://localhost:8080")
                .header("Access-Control-Request-Method", "POST")
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("access-control-allow-origin")).contains("*");
    assertThat(response.headers().firstValue("access-control-allow-methods"))
        .contains("POST,OPTIONS");
    assertThat(gateway.functions.invocations).isEmpty();
  }

  @Test
  void answersAnEmptyBodyWithALengthOfZero() throws Exception {
    gateway.functions.answer(FakeFunctions.success("{\"statusCode\":200}"));

    var response = post("/publicapi/live/notify", "");

    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("content-length")).contains("0");
  }

  @Test
  void wordsMalformedRequestsAsItsOwn() {
    var malformed = "GET /publicapi/live/rides/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    var tooLong = "GET /publicapi/live/" + "a".repeat(70_000) + " HTTP/1.1\r\n\r\n";

    assertThat(answer(malformed))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains(
            "\r\nx-amzn-ErrorType: BadRequestException\r\n", "\r\nx-amzn-RequestId: request-1\r\n")
        .endsWith("\r\n\r\n{\"message\":\"Bad Request\"}");
    assertThat(answer(tooLong))
        .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n")
        .contains("\r\nx-amzn-ErrorType: RequestTooLongException\r\n")
        .endsWith("\r\n\r\n{\"message\":\"Request Header Fields Too Large\"}");
    assertThat(gateway.logLines).isEmpty();
  }

  /// Whatever callers send is their fault: never 5xx, never a stack trace.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /publicapi/live/rides/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /publicapi/live/rides/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /publicapi/live/rides/%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /publicapi/live/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /publicapi/live/rides/1?%ff=%zz&%=&=&&& HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /publicapi/live/rides/1?a|b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://localhost/publicapi/live/rides/1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://example.com/publicapi/live/rides/1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "TRACE /publicapi/live/notify HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "gEt /publicapi/live/rides/1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "G\u00e9T /publicapi/live/rides/1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /publicapi/live/rides/\u00e9 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /publicapi/live/rides/1 HTTP/1.1\r\n\r\n",
        "GET /publicapi/live/rides/1 HTTP/1.0\r\n\r\n",
        "GET /publicapi/live/rides/1 HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "GET /publicapi/live/rides/1 HTTP/1.1\r\nHost:\r\n\r\n",
        "GET /publicapi/live/rides/1 HTTP/1.1\r\nHost: localhost\r\n: empty\r\n\r\n",
        "GET /publicapi/live/rides/1 HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
        "GET /publicapi/live/rides/1 HTTP/1.1\r\nHost: localhost\r\nX-A: \u0001\u0000\r\n\r\n",
        "GET /publicapi/live/rides/1 HTTP/1.1\r\nHost: localhost\r\nX-\u00e9: \u00e9\r\n\r\n",
        "GET /publicapi/live/rides/1 HTTP/1.1\r\nHost: localhost\r\nX-Amzn-Trace-Id: ;;=;Root\r\n\r\n",
        "GET /publicapi/live/rides/1 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: \"\\\u00ff\r\n\r\n",
        "POST /publicapi/live/notify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "POST /publicapi/live/notify HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /publicapi/live/notify HTTP/1.1\r\nHost: localhost\r\nContent-Type: \u0007\r\nContent-Length: 1\r\n\r\n\u00ff"
      })
  void blamesNobodyButTheCaller(String request) {
    try (var connection = new RawConnection(server.port())) {
      var answer = connection.send(request).readAnswer();

      assertThat(answer)
          .doesNotContain("HTTP/1.1 500", "HTTP/1.1 502", "HTTP/1.1 503", "HTTP/1.1 504")
          .doesNotContain("\tat ", "Exception:", "io.wildrydes");
    }
    try (var connection = new RawConnection(server.port())) {
      assertThat(
              connection
                  .send("GET /partnerapi/live/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .readAnswer())
          .startsWith("HTTP/1.1 200 ");
    }
  }

  private String answer(String request) {
    try (var connection = new RawConnection(server.port()).send(request)) {
      return connection.readAnswer();
    }
  }

  private HttpResponse<String> post(String target, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(target)
            .header("Content-Type", "application/json")
            .header("X-Custom", "mine")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(server.url() + target))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(20));
  }
}
