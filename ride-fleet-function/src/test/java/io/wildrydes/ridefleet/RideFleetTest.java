// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.ridefleet;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RideFleetTest {
  private static final MutableClock CLOCK = new MutableClock(Instant.EPOCH);

  private final CapturedOutput output = CapturedOutput.start();

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void answersWithOneOfTheFleet() throws Exception {
    var answer = call(handler("a seed"));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(answer.path("headers").path("x-correlation-id").asText()).isEqualTo("ride-1");
    assertThat(answer.path("headers").has("Access-Control-Allow-Origin")).isFalse();
    assertThat(answer.path("body").asText())
        .isIn(
            "{\"Name\":\"Bucephalus\",\"Color\":\"Golden\","
                + "\"DeviceId\":\"212dee58-f26a-11e8-b171-8c859074f8c7\"}",
            "{\"Name\":\"Shadowfax\",\"Color\":\"White\","
                + "\"DeviceId\":\"21fc3d3a-f26a-11e8-9109-8c859074f8c7\"}",
            "{\"Name\":\"Rocinante\",\"Color\":\"Yellow\","
                + "\"DeviceId\":\"2279df58-f26a-11e8-9b3b-8c859074f8c7\"}");
  }

  @Test
  void servesTheSampleEvent() throws Exception {
    var out = new ByteArrayOutputStream();

    try (var event = Files.newInputStream(Path.of("..", "events", "ride-fleet.json"))) {
      handler("a seed").handleRequest(event, out, FakeLambdaContext.of("request-1"));
    }

    assertThat(Json.MAPPER.readTree(out.toByteArray()).path("statusCode").asInt()).isEqualTo(200);
  }

  @Test
  void saysWhichUnicornWasChosenForWhichRide() throws Exception {
    var answer = call(handler("a seed"));

    var line = Json.MAPPER.readTree(output.lines().getLast());
    assertThat(line.path("message").asText()).isEqualTo("unicorn chosen");
    assertThat(line.path("correlationId").asText()).isEqualTo("ride-1");
    assertThat(line.path("name").asText())
        .isEqualTo(Json.MAPPER.readTree(answer.path("body").asText()).path("Name").asText());
  }

  @Test
  void choosesEachAsOftenAsTheOthers() throws Exception {
    var names = names(handler("a seed"), 3_000);

    var counts = names.stream().collect(Collectors.groupingBy(n -> n, Collectors.counting()));
    assertThat(counts).containsOnlyKeys("Bucephalus", "Shadowfax", "Rocinante");
    assertThat(counts.values()).allMatch(count -> count > 900 && count < 1_100);
  }

  @Test
  void aSeedRepeatsTheChoices() throws Exception {
    assertThat(names(handler("a seed"), 20)).isEqualTo(names(handler("a seed"), 20));
    assertThat(names(handler("a seed"), 20)).isNotEqualTo(names(handler("another"), 20));
  }

  @Test
  void isUnavailableWithoutSettings() throws Exception {
    var handler =
        handler(() -> {
          throw new MissingParametersException(List.of("/wild-rydes/settings"));
        });

    var answer = call(handler);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("headers").path("Retry-After").asText()).isEqualTo("1");
    assertThat(answer.path("body").asText())
        .isEqualTo(
            "{\"error\":{\"code\":\"Unavailable\","
                + "\"message\":\"the settings are not readable now\"},"
                + "\"correlation_id\":\"ride-1\"}");
  }

  private static List<String> names(RideFleetHandler handler, int count) throws IOException {
    var names = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      names.add(Json.MAPPER.readTree(call(handler).path("body").asText()).path("Name").asText());
    }
    return names;
  }

  private static JsonNode call(RideFleetHandler handler) throws IOException {
    var out = new ByteArrayOutputStream();
    handler.handleRequest(
        GatewayEvents.get("/unicorn", Map.of("x-correlation-id", "ride-1")),
        out,
        FakeLambdaContext.of("request-1"));
    return Json.MAPPER.readTree(out.toByteArray());
  }

  private static RideFleetHandler handler(String seed) {
    var partner = new Settings.SlowApi(0, Duration.ZERO, Duration.ZERO);
    var settings = new Settings(Resilience.RESILIENT, seed, partner);
    return handler(() -> new RuntimeDocuments(settings, Faults.NONE));
  }

  private static RideFleetHandler handler(Supplier<RuntimeDocuments> documents) {
    return new RideFleetHandler(
        new Telemetry("ride-fleet", new Tracer(), CLOCK),
        new CachedValue<>("settings", documents, Duration.ofSeconds(5), CLOCK),
        new Randomness(() -> 42));
  }
}
