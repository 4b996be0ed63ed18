// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.MutableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEntryTest {
  private final CapturedOutput output = CapturedOutput.start();
  private final Telemetry telemetry =
      new Telemetry("test", new Tracer(), new MutableClock(Instant.EPOCH));

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void answersAsTheGatewayExpects() throws Exception {
    var answer = publicAnswer(event("{}"), _ -> Response.json(202, Map.of("done", true)));

    assertThat(answer)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"statusCode":202,"body":"{\\"done\\":true}","isBase64Encoded":false,
                 "headers":{"Content-Type":"application/json","x-correlation-id":"gateway-1",
                  "Access-Control-Allow-Origin":"*",
                  "Access-Control-Expose-Headers":"x-correlation-id"}}
                """));
  }

  @Test
  void internalRoutesAreNotForBrowsers() throws Exception {
    var out = new ByteArrayOutputStream();
    HttpEntry.internalRoute(telemetry, "test", _ -> Response.json(200, Map.of()))
        .handle(stream(event("{}")), out, FakeLambdaContext.of("request-1"));

    var headers = Json.MAPPER.readTree(out.toByteArray()).path("headers");
    assertThat(headers.has("Access-Control-Allow-Origin")).isFalse();
    assertThat(headers.path("x-correlation-id").asText()).isEqualTo("gateway-1");
  }

  @Test
  void tellsTheFunctionHowMuchTimeLambdaLeavesIt() throws Exception {
    var out = new ByteArrayOutputStream();
    HttpEntry.publicRoute(
            telemetry,
            "test",
            (_, lambda) -> Response.json(200, Map.of("left", lambda.getRemainingTimeInMillis())))
        .handle(stream(event("{}")), out, FakeLambdaContext.of("request-1"));

    var answer = Json.MAPPER.readTree(out.toByteArray());
    assertThat(answer.path("body").asText()).isEqualTo("{\"left\":28000}");
    assertThat(answer.path("headers").path("Access-Control-Allow-Origin").asText()).isEqualTo("*");
  }

  @Test
  void decodesWhatTheGatewaySends() throws Exception {
    var seen = new ArrayList<Request>();
    var event =
        """
        {"httpMethod":"POST","path":"/notify","headers":{"X-Correlation-Id":"order-1"},
         "body":"%s","isBase64Encoded":true,"requestContext":{"requestId":"gateway-1"}}
        """
            .formatted(
                Base64.getEncoder().encodeToString("{\"é\":1}".getBytes(StandardCharsets.UTF_8)));

    publicAnswer(event, request -> remember(seen, request));

    assertThat(seen)
        .containsExactly(
            new Request(
                "POST",
                "/notify",
                Map.of("x-correlation-id", "order-1"),
                Body.of("{\"é\":1}"),
                "gateway-1"));
    assertThat(seen.getFirst().correlationId()).isEqualTo("order-1");
  }

  @Test
  void acceptsNullHeadersAndBody() throws Exception {
    var seen = new ArrayList<Request>();

    publicAnswer(
        """
        {"httpMethod":"GET","path":"/","headers":null,"body":null,"isBase64Encoded":false,
         "requestContext":{"requestId":"gateway-1"}}
        """,
        request -> remember(seen, request));

    assertThat(seen).containsExactly(new Request("GET", "/", Map.of(), Body.EMPTY, "gateway-1"));
  }

  @Test
  void takesLambdasRequestIdWhereNoGatewayGaveOne() throws Exception {
    var answer = publicAnswer("{}", _ -> Response.json(200, Map.of()));

    assertThat(answer.path("headers").path("x-correlation-id").asText()).isEqualTo("request-1");
  }

  @Test
  void tellsTheCallerWhatWasWrong() throws Exception {
    var answer =
        publicAnswer(
            event("[1]"), request -> Response.json(200, Map.of("got", request.jsonObject())));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
    assertThat(answer.path("body").asText())
        .isEqualTo(
            "{\"error\":{\"code\":\"InvalidRequest\","
                + "\"message\":\"the body is a JSON array, send a JSON object\"},"
                + "\"correlation_id\":\"gateway-1\"}");
    assertThat(answer.path("headers").path("x-correlation-id").asText()).isEqualTo("gateway-1");
    assertThat(lastLine().path("message").asText()).isEqualTo("request refused");
    assertThat(lastLine().path("level").asText()).isEqualTo("INFO");
  }

  @Test
  void saysWhenToComeBack() throws Exception {
    var answer =
        publicAnswer(
            event("{}"),
            _ -> {
              throw HttpProblem.unavailable(
                  "the event bus did not take the order",
                  Duration.ofSeconds(2),
                  new IOException("secret detail"));
            });

    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("headers").path("Retry-After").asText()).isEqualTo("2");
    assertThat(answer.path("body").asText())
        .isEqualTo(
            "{\"error\":{\"code\":\"Unavailable\","
                + "\"message\":\"the event bus did not take the order\"},"
                + "\"correlation_id\":\"gateway-1\"}");
    assertThat(lastLine().path("level").asText()).isEqualTo("WARN");
    assertThat(lastLine().path("exceptionMessage").asText()).isEqualTo("secret detail");
  }

  @Test
  void lettingTheUnforeseenPassLogsItOnce() throws Exception {
    var failure = new IllegalStateException("unforeseen");

    assertThatThrownBy(() ->
            publicAnswer(
                event("{}"),
                _ -> {
                  throw failure;
                }))
        .isSameAs(failure);
    assertThat(output.lines()).filteredOn(line -> line.contains("unforeseen")).hasSize(1);
    assertThat(lastLine().path("level").asText()).isEqualTo("ERROR");
    assertThat(lastLine().path("correlationId").asText()).isEqualTo("gateway-1");
  }

  @Test
  void primingRunsTheFunctionAndLeavesNoLine() throws Exception {
    var seen = new ArrayList<Request>();
    var entry = HttpEntry.publicRoute(telemetry, "test", request -> remember(seen, request));

    entry.warmUp("{}");

    assertThat(seen).extracting(Request::body).containsExactly(Body.of("{}"));
    assertThat(output.lines()).isEmpty();
  }

  private JsonNode publicAnswer(String event, Function<Request, Response> function)
      throws IOException {
    var out = new ByteArrayOutputStream();
    HttpEntry.publicRoute(telemetry, "test", function)
        .handle(stream(event), out, FakeLambdaContext.of("request-1"));
    return Json.MAPPER.readTree(out.toByteArray());
  }

  private JsonNode lastLine() throws IOException {
    return Json.MAPPER.readTree(output.lines().getLast());
  }

  private static Response remember(List<Request> seen, Request request) {
    seen.add(request);
    return Response.json(200, Map.of());
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String event(String body) throws IOException {
    return Json.MAPPER.writeValueAsString(
        Map.of(
            "httpMethod",
            "POST",
            "path",
            "/test",
            "headers",
            Map.of(),
            "body",
            body,
            "isBase64Encoded",
            false,
            "requestContext",
            Map.of("requestId", "gateway-1")));
  }
}
