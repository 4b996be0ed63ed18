// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.kit.Json;
import io.wildrydes.kit.http.HttpCaller;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.RestoredFunction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryHandlerIT {
  private static final String SAMPLE_ID = "3f1c2b7a-8d64-4c0e-9a5b-7e2d1f0c4b69";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SERVICE_NAME", "delivery",
          "SETTINGS_PARAMETER", "settings",
          "FAULTS_PARAMETER", "faults",
          "ENDPOINT_PARAMETER", "endpoint",
          "API_KEY_SECRET", "api-key");

  @TempDir private Path files;
  private StubPartner partner;

  @BeforeEach
  void startPartner() throws IOException {
    partner = new StubPartner();
  }

  @AfterEach
  void stopPartner() {
    partner.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      quoteCharacter = '`',
      value = {"order-notify.json, ``", "order-notify-sqs.json, {\"batchItemFailures\":[]}"})
  void theFirstOrderAfterARestoreFindsItsClassesLoaded(String sample, String expected)
      throws Exception {
    partner.does(exchange -> exchange.sendResponseHeaders(200, -1));
    try (var function = primed()) {
      var answer = function.invoke(event(sample));

      assertThat(answer).isEqualTo(expected);
      assertThat(partner.received)
          .extracting(received -> received.headers().get("x-api-key"))
          .containsExactly("key-1");
      assertThat(function.output().getFirst()).contains("\"message\":\"environment primed\"");
      assertThat(function.classesLoadedSinceRestore()).isEmpty();
    }
  }

  @Test
  void aFailedFirstTryAfterARestoreFindsItsClassesLoaded() throws Exception {
    partner.does(
        exchange -> exchange.sendResponseHeaders(partner.received.size() == 1 ? 502 : 200, -1));
    try (var function = primed()) {
      function.invoke(event("order-notify-sqs.json"));

      assertThat(partner.received).hasSize(2);
      assertThat(function.classesLoadedSinceRestore()).isEmpty();
    }
  }

  @Test
  void tracesADeliveryUnderLambdasSegment() throws Exception {
    partner.does(exchange -> exchange.sendResponseHeaders(200, -1));
    try (var function = primed()) {
      function.invoke(event("order-notify.json"));

      var segment = Json.MAPPER.readTree(function.nextSegment());
      assertThat(segment.path("name").asText()).isEqualTo("deliver");
      assertThat(segment.path("trace_id").asText()).isEqualTo(FakeLambdaContext.TRACE_ROOT);
      assertThat(segment.path("parent_id").asText()).isEqualTo("53995c3f42cd8ad8");
      assertThat(segment.path("annotations"))
          .isEqualTo(
              Json.MAPPER
                  .createObjectNode()
                  .put("correlationId", SAMPLE_ID)
                  .put("orderId", "order-1")
                  .put("attempt", 1));
      assertThat(segment.path("subsegments").findValuesAsText("name"))
          .containsExactly("Ssm", "Ssm", "SecretsManager", "127.0.0.1");
      assertThat(function.output().getLast())
          .contains("\"traceId\":\"" + FakeLambdaContext.TRACE_ROOT + "\"");
    }
  }

  @Test
  void twoRestoresOfOnePrimedFunctionDiffer() throws Exception {
    var fixture = new DeliveryFixture();
    fixture.seed = "";
    fixture.partner.answers(503);
    var caller = new HttpCaller(fixture.telemetry.tracer(), Duration.ofSeconds(5));
    var handler = fixture.handler(new DeliveryPriming(fixture.telemetry, caller)::run);
    handler.priming().beforeCheckpoint(Core.getGlobalContext());
    assertThat(fixture.entropy).as("randomness drawn before the snapshot").hasValue(0);
    assertThat(fixture.partner.calls).as("calls before the snapshot").isEmpty();

    handler.priming().afterRestore(Core.getGlobalContext());
    var first = run(handler, fixture.pauses);
    handler.priming().afterRestore(Core.getGlobalContext());
    var second = run(handler, fixture.pauses);

    assertThat(fixture.entropy).hasValue(2);
    assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
    caller.discard();
  }

  private static List<Duration> run(DeliveryHandler handler, List<Duration> pauses)
      throws IOException {
    pauses.clear();
    handler.handleRequest(
        event("order-notify-sqs.json"),
        OutputStream.nullOutputStream(),
        FakeLambdaContext.of("request-1"));
    return List.copyOf(pauses);
  }

  private RestoredFunction primed() throws IOException, InterruptedException, TimeoutException {
    var awsAnswer =
        """
        {"Parameters":[
          {"Name":"settings","Value":"{\\"resilience\\":\\"resilient\\",\\"randomSeed\\":\\"\\",\
        \\"slowApi\\":{\\"failureRate\\":0,\\"minDelayMs\\":0,\\"maxDelayMs\\":0}}"},
          {"Name":"faults","Value":"{}"},
          {"Name":"endpoint","Value":"%s"}],
         "SecretString":"key-1"}
        """
            .formatted(partner.address());
    return RestoredFunction.primed(
        files, "io.wildrydes.delivery.DeliveryHandler", ENVIRONMENT, awsAnswer);
  }

  private static InputStream event(String sample) throws IOException {
    return new ByteArrayInputStream(
        DeliveryFixture.sample(sample).getBytes(StandardCharsets.UTF_8));
  }
}
