// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.Body;
import io.wildrydes.kit.settings.ValueUnavailableException;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.FakeLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryHandlerTest {
  private static final String SAMPLE_ID = "3f1c2b7a-8d64-4c0e-9a5b-7e2d1f0c4b69";
  private static final String SAMPLE_MESSAGE = "059f36b4-87a3-44ab-83d2-661975830a7d";

  private final CapturedOutput output = CapturedOutput.start();
  private final DeliveryFixture fixture = new DeliveryFixture();
  private final DeliveryHandler handler = fixture.handler();

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void deliversAnEventOfTheBus() throws Exception {
    fixture.partner.answers(200);

    var answer = handle(DeliveryFixture.sample("order-notify.json"));

    assertThat(answer).isEmpty();
    assertThat(fixture.partner.calls.getFirst().order())
        .isEqualTo(
            new Order(
                SAMPLE_ID,
                Instant.parse("2026-01-15T10:15:30.187Z"),
                Body.of("{\"order_id\":\"order-1\"}")));
  }

  @Test
  void deliversAMessageOfTheQueue() throws Exception {
    fixture.partner.answers(200);

    var answer = handle(DeliveryFixture.sample("order-notify-sqs.json"));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(fixture.partner.calls.getFirst().order()).isEqualTo(DeliveryFixture.order());
  }

  @Test
  void anEventsFailureIsTheInvocations() {
    fixture.partner.answers(400);

    assertThatThrownBy(() -> handle(DeliveryFixture.sample("order-notify.json")))
        .isInstanceOf(DeliveryFailedException.class)
        .hasMessage("order not delivered: not worth a retry, try 1 ended with: order refused, 400");
  }

  @Test
  void aMessagesFailureIsItsOwn() throws Exception {
    fixture.partner.answers(400);

    var answer = handle(DeliveryFixture.sample("order-notify-sqs.json"));

    assertThat(answer)
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"" + SAMPLE_MESSAGE + "\"}]}");
  }

  @Test
  void ofABatchOnlyWhatFailedGoesBack() throws Exception {
    fixture.partner.answers(200).answers(400).answers(204);

    var answer =
        handle(
            batch(
                message("m-1", order("id-1", "o-1")),
                message("m-2", "{\"order_id\":\"o-2\"}"),
                message("m-3", order("id-3", "o-3")),
                message("m-4", "not json"),
                message("m-5", order("id-5", "o-5"))));

    assertThat(answer)
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"m-2\"},{\"itemIdentifier\":\"m-3\"},"
                + "{\"itemIdentifier\":\"m-4\"}]}");
    assertThat(fixture.partner.calls)
        .extracting(call -> call.order().correlationId())
        .containsExactly("id-1", "id-3", "id-5");
  }

  @Test
  void tellsTheStoryOfADelivery() throws Exception {
    fixture
        .partner
        .replies(_ -> {
          fixture.clock.advance(Duration.ofMillis(40));
          return new Answer(502, Map.of(), Body.EMPTY);
        })
        .breaksTheConnection()
        .replies(_ -> {
          fixture.clock.advance(Duration.ofMillis(1_200));
          return new Answer(200, Map.of(), Body.EMPTY);
        });

    handle(DeliveryFixture.sample("order-notify.json"));

    assertThat(milestones())
        .containsExactly(
            "DELIVERY_STARTED - - - -",
            "DELIVERY_ATTEMPT_FAILED 1 502 40 partner failed",
            "DELIVERY_ATTEMPT_FAILED 2 - 0 connection broken",
            "DELIVERY_COMPLETED 3 200 1200 -");
    assertThat(lines())
        .filteredOn(line -> line.has("exceptionClass"))
        .extracting(line -> line.path("exceptionClass").asText() + line.path("attempt").asText())
        .containsExactly("java.io.IOException2");
    var waits = fixture.pauses.stream().mapToLong(Duration::toMillis).sum();
    assertThat(metrics())
        .isEqualTo(
            Map.of(
                "ColdStarts", List.of(1L),
                "DeliveryAttempts", List.of(1L, 1L, 1L),
                "DeliveriesCompleted", List.of(1L),
                "DeliveryLeadTime", List.of(813 + 40 + 1_200 + waits)));
  }

  @Test
  void tellsWhyADeliveryFailed() throws Exception {
    fixture.partner.answers(404);

    handle(DeliveryFixture.sample("order-notify-sqs.json"));

    assertThat(milestones())
        .containsExactly(
            "DELIVERY_STARTED - - - -",
            "DELIVERY_ATTEMPT_FAILED 1 404 0 order refused",
            "DELIVERY_FAILED 1 404 - not worth a retry");
    assertThat(metrics())
        .isEqualTo(
            Map.of(
                "ColdStarts", List.of(1L),
                "DeliveryAttempts", List.of(1L),
                "DeliveriesFailed", List.of(1L)));
  }

  @Test
  void isNotReadyWithoutAKey() throws Exception {
    fixture.secretsAreReadable = false;

    assertThatThrownBy(() -> handle(DeliveryFixture.sample("order-notify.json")))
        .isInstanceOf(ValueUnavailableException.class);

    assertThat(milestones())
        .containsExactly("DELIVERY_STARTED - - - -", "DELIVERY_FAILED - - - not ready to deliver");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "not json, body of the message is not valid JSON",
        "{} {}, body of the message is not valid JSON",
        "``, detail is not a JSON object",
        "[], detail is not a JSON object",
        "{\"detail\":7}, detail is not a JSON object",
        "{\"detail\":{}}, meta_data is not a JSON object",
        "{\"detail\":{\"meta_data\":{}}}, correlation_id is missing or invalid",
        "`{\"detail\":{\"meta_data\":{\"correlation_id\":\"a b\","
            + "\"accepted_at\":\"2026-01-15T10:15:30Z\"}}}`, correlation_id is missing or invalid",
        "{\"detail\":{\"meta_data\":{\"correlation_id\":\"id-1\"}}}, accepted_at is not an ISO-8601 instant"
      })
  void aPoisonedMessageGoesTheWayToTheDlqWithItsReason(String body, String reason)
      throws Exception {
    var answer = handle(batch(message("m-1", body)));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m-1\"}]}");
    assertThat(milestones()).containsExactly("DELIVERY_FAILED - - - " + reason);
    assertThat(metrics().get("DeliveriesFailed")).containsExactly(1L);
    assertThat(fixture.partner.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"detail\":7}, detail is not a JSON object",
        "not json, input is not valid JSON",
        "[], input is neither an event nor a batch",
        "{\"Records\":7}, input is neither an event nor a batch",
        "{\"Records\":[{}]}, a record of the batch has no messageId"
      })
  void aPoisonedInputFailsTheInvocation(String input, String reason) throws Exception {
    assertThatThrownBy(() -> handle(input))
        .isInstanceOf(MalformedOrderException.class)
        .hasMessage("not an order: " + reason);

    assertThat(milestones()).containsExactly("DELIVERY_FAILED - - - " + reason);
  }

  @Test
  void leavesNoLineWithoutItsCorrelationId() throws Exception {
    fixture.partner.answers(503).answers(200).answers(403).answers(200);

    handle(
        batch(
            message("m-1", order("id-1", "o-1")),
            message("m-2", "not json"),
            message("m-3", order("id-3", "o-3")),
            message("m-4", order("id-4", "o-4"))));

    var orphans =
        lines().stream()
            .filter(line ->
                !Set.of("request-1", "id-1", "id-3", "id-4")
                    .contains(line.path("correlationId").asText()))
            .map(JsonNode::toString)
            .toList();
    assertThat(orphans).isEmpty();
    var ordersById = new TreeMap<String, Set<String>>();
    lines()
        .forEach(line ->
            ordersById
                .computeIfAbsent(line.path("correlationId").asText(), _ -> new TreeSet<>())
                .add(line.path("orderId").asText("none")));
    assertThat(ordersById.get("id-1")).containsExactly("o-1");
    assertThat(ordersById.get("id-3")).containsExactly("o-3");
    assertThat(ordersById.get("id-4")).containsExactly("o-4");
    assertThat(ordersById.get("request-1")).containsExactly("none");
    assertThat(lines()).allMatch(line -> line.path("coldStart").asBoolean());
  }

  @Test
  void logsNeitherKeyNorOrder() throws Exception {
    fixture.partner.answers(503).answers(200);

    handle(
        batch(
            message("m-1", order("id-1", "o-1")),
            message("m-2", "{\"detail\":{\"card\":\"secret\"}}"),
            message("m-3", "{\"card\":\"secret\"")));

    assertThat(output.lines()).noneMatch(line -> line.contains("key-1") || line.contains("secret"));
  }

  @Test
  void anOrderWithoutAShortTextAsIdIsDeliveredWithoutOneInTelemetry() throws Exception {
    fixture.partner.answers(200);
    var event =
        "{\"detail\":{\"order_id\":7,\"price\":1.10,\"meta_data\":{\"correlation_id\":\"id-1\","
            + "\"accepted_at\":\"2026-01-15T10:15:30Z\"}}}";

    handle(event);

    assertThat(fixture.partner.calls.getFirst().order().body())
        .isEqualTo(Body.of("{\"order_id\":7,\"price\":1.10}"));
    assertThat(lines()).noneMatch(line -> line.has("orderId"));
  }

  @Test
  void nothingKnownOrRandomSurvivesASnapshot() throws Exception {
    fixture.seed = "";
    fixture.partner.answers(503);
    handle(DeliveryFixture.sample("order-notify-sqs.json"));
    var drawn = fixture.entropy.get();

    handler.priming().beforeCheckpoint(Core.getGlobalContext());
    handler.priming().afterRestore(Core.getGlobalContext());
    var before = List.copyOf(fixture.pauses);
    fixture.pauses.clear();
    handle(DeliveryFixture.sample("order-notify-sqs.json"));

    assertThat(fixture.entropy).hasValue(drawn + 1);
    assertThat(fixture.pauses).hasSameSizeAs(before).isNotEqualTo(before);
    assertThat(fixture.keyReadings).isEqualTo(2);
    assertThat(metrics().get("ColdStarts")).hasSize(2);
  }

  private String handle(String input) throws IOException {
    var out = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        out,
        FakeLambdaContext.of("request-1"));
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> milestones() throws IOException {
    return lines().stream()
        .filter(line -> line.has("milestone"))
        .map(line ->
            String.join(
                " ",
                line.path("milestone").asText(),
                line.path("attempt").asText("-"),
                line.path("statusCode").asText("-"),
                line.path("durationMs").asText("-"),
                line.path("reason").asText("-")))
        .toList();
  }

  private Map<String, List<Long>> metrics() throws IOException {
    var metrics = new TreeMap<String, List<Long>>();
    for (var line : lines()) {
      line.path("_aws")
          .findPath("Metrics")
          .findValuesAsText("Name")
          .forEach(name ->
              metrics.computeIfAbsent(name, _ -> new ArrayList<>()).add(line.path(name).asLong()));
    }
    return metrics;
  }

  private List<JsonNode> lines() throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (var text : output.lines()) {
      lines.add(Json.MAPPER.readTree(text));
    }
    return lines;
  }

  private static String batch(JsonNode... messages) {
    var batch = Json.MAPPER.createObjectNode();
    batch.putArray("Records").addAll(Arrays.asList(messages));
    return batch.toString();
  }

  private static JsonNode message(String id, String body) {
    return Json.MAPPER.createObjectNode().put("messageId", id).put("body", body);
  }

  private static String order(String correlationId, String orderId) {
    return """
    {"detail":{"order_id":"%s",
     "meta_data":{"correlation_id":"%s","accepted_at":"2026-01-15T10:15:30Z"}}}
    """
        .formatted(orderId, correlationId);
  }
}
