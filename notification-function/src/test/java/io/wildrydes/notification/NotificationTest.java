// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.GatewayEvents;
import io.wildrydes.testing.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationTest {
  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");

  private final CapturedOutput output = CapturedOutput.start();
  private final MutableClock clock = new MutableClock(NOW);
  private final FakeOrderEvents events = new FakeOrderEvents();
  private final NotificationHandler handler =
      new NotificationHandler(new Telemetry("notification", new Tracer(), clock), events, clock);

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void acceptsAnOrderOnceTheBusHasIt() throws Exception {
    var answer = notify("{\"order_id\":\"o-7\",\"amount\":1.10}");

    assertThat(answer.path("statusCode").asInt()).isEqualTo(202);
    assertThat(answer.path("body").asText())
        .isEqualTo("{\"request_id\":\"put-events-1\",\"correlation_id\":\"order-1\"}");
    assertThat(answer.path("headers").path("x-correlation-id").asText()).isEqualTo("order-1");
    assertThat(answer.path("headers").path("Access-Control-Allow-Origin").asText()).isEqualTo("*");
    assertThat(events.published)
        .containsExactly(
            new OrderEvent(
                "{\"order_id\":\"o-7\",\"amount\":1.10,\"meta_data\":{"
                    + "\"correlation_id\":\"order-1\","
                    + "\"accepted_at\":\"2026-01-01T10:00:00.000Z\"}}"));
  }

  @Test
  void logsItsMilestonesWithTheOrdersIdentity() throws Exception {
    notify("{\"order_id\":\"o-7\"}");

    assertThat(milestones())
        .containsExactly(
            "NOTIFY_REQUEST_RECEIVED order-1 o-7", "NOTIFY_EVENT_PUBLISHED order-1 o-7");
    assertThat(metric("OrdersAccepted")).isEqualTo(1);
    assertThat(output.lines()).noneMatch(line -> line.contains("order_id"));
  }

  @Test
  void anIdThatIsNoShortTextStaysOutOfTelemetry() throws Exception {
    notify("{\"order_id\":\"%s\"}".formatted("x".repeat(65)));
    notify("{\"order_id\":7}");

    assertThat(output.lines()).noneMatch(line -> line.contains("orderId"));
    assertThat(events.published).hasSize(2);
  }

  @Test
  void refusesWhatIsNoOrder() throws Exception {
    var answer = notify("not json");

    assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
    assertThat(answer.path("body").asText())
        .isEqualTo(
            "{\"error\":{\"code\":\"InvalidRequest\",\"message\":\"the body is not valid JSON\"},"
                + "\"correlation_id\":\"order-1\"}");
    assertThat(events.published).isEmpty();
    assertThat(metric("OrdersRejected")).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} levels: {1}")
  @CsvSource({"500,202", "501,400", "999,400", "1000,400", "1001,400"})
  void takesAnOrderThatIsNotNestedTooDeeply(int levels, int status) throws Exception {
    var lists = "[".repeat(levels - 1) + "]".repeat(levels - 1);

    assertThat(notify("{\"a\":" + lists + "}").path("statusCode").asInt()).isEqualTo(status);
  }

  @Test
  void refusesAnOrderOverTheLimit() throws Exception {
    var answer = notify("{\"a\":\"%s\"}".formatted("x".repeat(200 * 1024)));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(413);
    assertThat(answer.path("body").asText())
        .isEqualTo(
            "{\"error\":{\"code\":\"TooLarge\",\"message\":"
                + "\"the body has 204808 bytes, at most 204800 are accepted\"},"
                + "\"correlation_id\":\"order-1\"}");
    assertThat(metric("OrdersRejected")).isEqualTo(1);
  }

  @Test
  void anOrderTheBusDidNotTakeIsNotAccepted() throws Exception {
    events.refusal = new NotPublishedException("bus refused the entry: InternalFailure");

    var answer = notify("{\"order_id\":\"o-7\"}");

    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("headers").path("Retry-After").asText()).isEqualTo("2");
    assertThat(answer.path("body").asText())
        .isEqualTo(
            "{\"error\":{\"code\":\"Unavailable\",\"message\":"
                + "\"the event bus did not take the order, send it again\"},"
                + "\"correlation_id\":\"order-1\"}");
    assertThat(metric("PublishFailures")).isEqualTo(1);
    assertThat(milestones()).containsExactly("NOTIFY_REQUEST_RECEIVED order-1 o-7");
    assertThat(output.lines()).noneMatch(line -> line.contains("OrdersAccepted"));
  }

  @ParameterizedTest
  @CsvSource({"notify.json,202", "notify-invalid-json.json,400"})
  void answersTheSampleEvents(String sample, int status) throws Exception {
    var out = new ByteArrayOutputStream();
    try (var event = Files.newInputStream(Path.of("..", "events", sample))) {
      handler.handleRequest(event, out, FakeLambdaContext.of("request-1"));
    }

    assertThat(Json.MAPPER.readTree(out.toByteArray()).path("statusCode").asInt())
        .isEqualTo(status);
  }

  private JsonNode notify(String body) throws IOException {
    var out = new ByteArrayOutputStream();
    var event = GatewayEvents.post("/notify", body, Map.of("X-Correlation-Id", "order-1"));
    handler.handleRequest(event, out, FakeLambdaContext.of("request-1"));
    return Json.MAPPER.readTree(out.toByteArray());
  }

  private List<String> milestones() throws IOException {
    var found = new ArrayList<String>();
    for (var line : lines()) {
      if (line.has("milestone")) {
        found.add(
            String.join(
                " ",
                line.path("milestone").asText(),
                line.path("correlationId").asText(),
                line.path("orderId").asText()));
      }
    }
    return found;
  }

  private int metric(String name) throws IOException {
    return lines().stream().mapToInt(line -> line.path(name).asInt()).sum();
  }

  private List<JsonNode> lines() throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (var text : output.lines()) {
      lines.add(Json.MAPPER.readTree(text));
    }
    return lines;
  }

  private static final class FakeOrderEvents implements OrderEvents {
    private final List<OrderEvent> published = new ArrayList<>();
    private @Nullable NotPublishedException refusal;

    @Override
    public String publish(OrderEvent event) throws NotPublishedException {
      if (refusal != null) {
        throw refusal;
      }
      published.add(event);
      return "put-events-" + published.size();
    }
  }
}
