// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.slowapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.Faults;
import io.wildrydes.kit.settings.MissingParametersException;
import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.settings.Settings;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowApiTest {
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

  private final CapturedOutput output = CapturedOutput.start();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void processesACall() throws Exception {
    var handler = handler(settings("", 0, Duration.ofMillis(7), Duration.ofMillis(7)));

    var answer = call(handler, "{\"order_id\":\"o-7\"}");

    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.path("body").asText())
        .isEqualTo("{\"correlation_id\":\"order-1\",\"message\":\"processed\"}");
    assertThat(answer.path("headers").has("Access-Control-Allow-Origin")).isFalse();
    assertThat(pauses).containsExactly(Duration.ofMillis(7));
    assertThat(output.lines().get(1))
        .contains("\"milestone\":\"SLOW_CALL_RECEIVED\"", "\"orderId\":\"o-7\"");
    assertThat(output.lines().get(2))
        .contains("\"milestone\":\"SLOW_CALL_PROCESSED\"", "\"durationMs\":7");
    assertThat(output.lines().get(3)).contains("\"SlowCalls\":1");
  }

  @Test
  void processesTheSampleEvent() throws Exception {
    var handler = handler(settings("", 0, Duration.ZERO, Duration.ZERO));
    var out = new ByteArrayOutputStream();

    try (var event = Files.newInputStream(Path.of("..", "events", "slow.json"))) {
      handler.handleRequest(event, out, FakeLambdaContext.of("request-1"));
    }

    assertThat(Json.MAPPER.readTree(out.toByteArray()).path("statusCode").asInt()).isEqualTo(200);
  }

  @Test
  void failsAtOnceAndUnhandled() {
    var handler = handler(settings("", 1, Duration.ZERO, TWO_SECONDS));

    assertThatThrownBy(() -> call(handler, "{}"))
        .isInstanceOf(PartnerFailureException.class)
        .hasMessage("random process failure");
    assertThat(pauses).isEmpty();
  }

  @Test
  void failsInItsShareOfCallsAndSpreadsItsDelays() {
    var handler = handler(settings("a seed", 0.2, Duration.ZERO, TWO_SECONDS));

    var failures = IntStream.range(0, 2_000).filter(_ -> fails(handler)).count();

    assertThat(failures).isBetween(340L, 460L);
    assertThat(pauses).allMatch(pause -> pause.compareTo(TWO_SECONDS) <= 0);
    assertThat(pauses.stream().mapToLong(Duration::toMillis).average().orElseThrow())
        .isBetween(950.0, 1050.0);
  }

  @Test
  void refusesWhatIsNoObject() throws Exception {
    var handler = handler(settings("", 1, Duration.ZERO, TWO_SECONDS));

    var answer = call(handler, "[]");

    assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
    assertThat(answer.path("body").asText())
        .isEqualTo(
            "{\"error\":{\"code\":\"InvalidRequest\","
                + "\"message\":\"the body is a JSON array, send a JSON object\"},"
                + "\"correlation_id\":\"order-1\"}");
  }

  @Test
  void isUnavailableWithoutSettings() throws Exception {
    var handler =
        handler(
            new CachedValue<>(
                "settings",
                () -> {
                  throw new MissingParametersException(List.of("/wild-rydes/settings"));
                },
                Duration.ofSeconds(5),
                new MutableClock(Instant.EPOCH)));

    var answer = call(handler, "{}");

    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("body").asText())
        .contains("\"message\":\"the settings are not readable now\"");
  }

  @Test
  void aSeedRepeatsTheRun() {
    var settings = settings("a seed", 0.2, Duration.ZERO, TWO_SECONDS);

    assertThat(run(handler(settings))).isEqualTo(run(handler(settings)));
  }

  private List<Duration> run(SlowApiHandler handler) {
    pauses.clear();
    IntStream.range(0, 20).forEach(_ -> fails(handler));
    return List.copyOf(pauses);
  }

  private boolean fails(SlowApiHandler handler) {
    try {
      call(handler, "{}");
      return false;
    } catch (PartnerFailureException | IOException _) {
      return true;
    }
  }

  private JsonNode call(SlowApiHandler handler, String body) throws IOException {
    var out = new ByteArrayOutputStream();
    var event = GatewayEvents.post("/slow", body, Map.of("x-correlation-id", "order-1"));
    handler.handleRequest(event, out, FakeLambdaContext.of("request-1"));
    return Json.MAPPER.readTree(out.toByteArray());
  }

  private SlowApiHandler handler(CachedValue<RuntimeDocuments> documents) {
    return new SlowApiHandler(
        new Telemetry("slow-api", new Tracer(), new MutableClock(Instant.EPOCH)),
        documents,
        new Randomness(() -> 42),
        pauses::add);
  }

  private static CachedValue<RuntimeDocuments> settings(
      String seed, double failureRate, Duration minDelay, Duration maxDelay) {
    var partner = new Settings.SlowApi(failureRate, minDelay, maxDelay);
    var documents =
        new RuntimeDocuments(new Settings(Resilience.RESILIENT, seed, partner), Faults.NONE);
    return new CachedValue<>(
        "settings", () -> documents, Duration.ofSeconds(5), new MutableClock(Instant.EPOCH));
  }
}
