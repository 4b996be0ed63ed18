// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.promo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.Reading;
import io.wildrydes.kit.settings.RuntimeDocuments;
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
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PromoTest {
  private static final String REQUEST =
      "{\"User\":\"anonymous\",\"PickupLocation\":{\"Latitude\":42.3,\"Longitude\":-71.0}}";
  private static final String SLOW = "{\"slow-discount\":{\"rate\":1}}";
  private static final String BROKEN = "{\"broken-discount\":{\"rate\":1}}";
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final CapturedOutput output = CapturedOutput.start();
  private final MutableClock clock = new MutableClock(Instant.EPOCH);
  private final List<Duration> pauses = new ArrayList<>();
  private String seed = "a seed";
  private String settings =
      """
      {"resilience":"resilient","randomSeed":"%s",
       "slowApi":{"failureRate":0,"minDelayMs":0,"maxDelayMs":0}}
      """;

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void grantsOneRideInTenADiscount() throws Exception {
    var answers = multipliers(handler("{}"), 2_000);

    var discounts = new ArrayList<>(answers);
    discounts.removeIf("1"::equals);
    assertThat(discounts.size()).isBetween(160, 240);
    assertThat(new TreeSet<>(discounts))
        .containsExactly(
            "0.80", "0.81", "0.82", "0.83", "0.84", "0.85", "0.86", "0.87", "0.88", "0.89", "0.90",
            "0.91", "0.92", "0.93", "0.94", "0.95");
    assertThat(pauses).isEmpty();
    assertThat(output.lines()).noneMatch(line -> line.contains("\"fault\""));
  }

  /// What docs/scenarios/broken-discount.md expects of its load.
  @Test
  void withTheScenariosSeedBreaksEightOfTheFirstSixtyDiscounts() throws Exception {
    seed = "wild-rydes";

    var answers = multipliers(handler("{\"broken-discount\":{\"rate\":0.1}}"), 60);

    assertThat(answers).filteredOn("not a number"::equals).hasSize(8);
  }

  @Test
  void answersWithCreatedAndTheCorrelationId() throws Exception {
    var answer = call(handler("{}"), REQUEST);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(201);
    assertThat(answer.path("headers").path("x-correlation-id").asText()).isEqualTo("ride-1");
    assertThat(Json.MAPPER.readTree(answer.path("body").asText()).properties()).hasSize(1);
  }

  @Test
  void servesTheSampleEvent() throws Exception {
    var out = new ByteArrayOutputStream();

    try (var event = Files.newInputStream(Path.of("..", "events", "promo.json"))) {
      handler("{}").handleRequest(event, out, FakeLambdaContext.of("request-1"));
    }

    assertThat(Json.MAPPER.readTree(out.toByteArray()).path("statusCode").asInt()).isEqualTo(201);
  }

  @Test
  void aSlowDiscountTakesTheReferencesTimeUnlessToldOtherwise() throws Exception {
    var handler = handler(SLOW);

    multipliers(handler, 500);

    assertThat(pauses).hasSize(500);
    assertThat(pauses.stream().mapToLong(Duration::toMillis).summaryStatistics())
        .satisfies(millis -> {
          assertThat(millis.getMin()).isBetween(800L, 805L);
          assertThat(millis.getMax()).isBetween(945L, 950L);
          assertThat(millis.getAverage()).isBetween(865.0, 885.0);
        });
  }

  @ParameterizedTest
  @CsvSource({"10, 20, 10, 20", "900, , 900, 950", "2000, , 2000, 2000", ", 1000, 800, 1000"})
  void aSlowDiscountTakesTheTimeItIsGiven(String min, String max, long shortest, long longest)
      throws Exception {
    var fields = new ArrayList<>(List.of("\"rate\":1"));
    if (min != null) {
      fields.add("\"minMs\":" + min);
    }
    if (max != null) {
      fields.add("\"maxMs\":" + max);
    }

    multipliers(handler("{\"slow-discount\":{" + String.join(",", fields) + "}}"), 500);

    assertThat(pauses)
        .allMatch(pause -> pause.toMillis() >= shortest && pause.toMillis() <= longest);
    assertThat(new TreeSet<>(pauses).first().toMillis()).isCloseTo(shortest, within(5L));
    assertThat(new TreeSet<>(pauses).last().toMillis()).isCloseTo(longest, within(5L));
  }

  @Test
  void aBrokenDiscountIsNoNumber() throws Exception {
    var answer = call(handler(BROKEN), REQUEST);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(201);
    assertThat(answer.path("body").asText()).isEqualTo("{\"DiscountMultiplier\":\"not a number\"}");
  }

  @Test
  void eachInjectedFaultIsOwnedUpToOnItsOwnLine() throws Exception {
    call(handler("{\"slow-discount\":{\"rate\":1},\"broken-discount\":{\"rate\":1}}"), REQUEST);

    assertThat(output.lines())
        .filteredOn(line -> line.contains("\"message\":\"fault injected\""))
        .extracting(line -> Json.MAPPER.readTree(line).path("fault").asText())
        .containsExactly("slow-discount", "broken-discount");
  }

  @Test
  void faultsStrikeInTheirShareOfRides() throws Exception {
    var faults = "{\"slow-discount\":{\"rate\":0.2},\"broken-discount\":{\"rate\":0.1}}";

    var answers = multipliers(handler(faults), 1_000);

    assertThat(pauses.size()).isBetween(160, 240);
    assertThat(answers.stream().filter("not a number"::equals).count()).isBetween(75L, 125L);
  }

  @Test
  void aSeedRepeatsTheRun() throws Exception {
    var faults = "{\"slow-discount\":{\"rate\":0.2},\"broken-discount\":{\"rate\":0.1}}";

    var first = multipliers(handler(faults), 100);
    var firstPauses = List.copyOf(pauses);
    pauses.clear();
    var second = multipliers(handler(faults), 100);

    assertThat(second).isEqualTo(first);
    assertThat(pauses).isEqualTo(firstPauses);
  }

  @Test
  void aFaultChangesNothingThatItDoesNotStrike() throws Exception {
    var healthy = multipliers(handler("{}"), 200);

    var slow = multipliers(handler(SLOW), 200);
    var broken = multipliers(handler("{\"broken-discount\":{\"rate\":0.1}}"), 200);

    assertThat(slow).isEqualTo(healthy);
    assertThat(broken).hasSameSizeAs(healthy).contains("not a number");
    for (var i = 0; i < broken.size(); i++) {
      assertThat(broken.get(i)).isIn("not a number", healthy.get(i));
    }
  }

  @Test
  void invocationsThatOverlapMeetTheSameFaultsAsThoseThatDoNot() throws Exception {
    var faults = "{\"broken-discount\":{\"rate\":0.3}}";
    var handler = handler(faults);
    Callable<List<String>> fifty = () -> multipliers(handler, 50);

    var overlapping = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var part : threads.invokeAll(List.of(fifty, fifty, fifty, fifty))) {
        overlapping.addAll(part.get());
      }
    }

    assertThat(overlapping).containsExactlyInAnyOrderElementsOf(multipliers(handler(faults), 200));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | User is missing or not text of 1 to 128 characters",
        "{\"User\":7} | User is missing or not text of 1 to 128 characters",
        "{\"User\":\"\"} | User is missing or not text of 1 to 128 characters",
        "{\"User\":\"u\"} | PickupLocation is missing or not a JSON object",
        "{\"User\":\"u\",\"PickupLocation\":[]} | PickupLocation is missing or not a JSON object",
        "{\"User\":\"u\",\"PickupLocation\":{}}"
            + " | PickupLocation.Latitude is missing or not a number from -90 to 90",
        "{\"User\":\"u\",\"PickupLocation\":{\"Latitude\":\"1\",\"Longitude\":0}}"
            + " | PickupLocation.Latitude is missing or not a number from -90 to 90",
        "{\"User\":\"u\",\"PickupLocation\":{\"Latitude\":90.1,\"Longitude\":0}}"
            + " | PickupLocation.Latitude is missing or not a number from -90 to 90",
        "{\"User\":\"u\",\"PickupLocation\":{\"Latitude\":1e999,\"Longitude\":0}}"
            + " | PickupLocation.Latitude is missing or not a number from -90 to 90",
        "{\"User\":\"u\",\"PickupLocation\":{\"Latitude\":-90,\"Longitude\":-180.5}}"
            + " | PickupLocation.Longitude is missing or not a number from -180 to 180",
        "[] | the body is a JSON array, send a JSON object"
      })
  void namesTheFieldThatIsWrong(String body, String message) throws Exception {
    var answer = call(handler("{}"), body);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
    assertThat(Json.MAPPER.readTree(answer.path("body").asText()).path("error"))
        .isEqualTo(
            Json.MAPPER.createObjectNode().put("code", "InvalidRequest").put("message", message));
  }

  @Test
  void takesTheEdgesOfTheWorldAndALongName() throws Exception {
    var body =
        "{\"User\":\"%s\",\"PickupLocation\":{\"Latitude\":-90,\"Longitude\":180}}"
            .formatted("u".repeat(128));

    assertThat(call(handler("{}"), body).path("statusCode").asInt()).isEqualTo(201);
  }

  @ParameterizedTest
  @MethodSource("malformedFaults")
  void withoutLastGoodFaultsNoneAreOn(String malformed) throws Exception {
    assertThat(call(handler(malformed), REQUEST).path("statusCode").asInt()).isEqualTo(201);
    assertThat(output.lines())
        .filteredOn(line -> line.contains("\"message\":\"faults malformed, none are on\""))
        .singleElement()
        .asString()
        .contains("\"level\":\"WARN\"");
    assertThat(output.lines()).noneMatch(line -> line.contains("\"fault\":"));
  }

  @ParameterizedTest
  @MethodSource("malformedFaults")
  void keepsTheLastGoodFaultsWhileTheDocumentIsMalformed(String malformed) throws Exception {
    var faults = new ArrayList<>(List.of(BROKEN));
    var handler = handlerReading(faults);
    assertThat(multipliers(handler, 1)).containsExactly("not a number");

    faults.set(0, malformed);
    clock.advance(PERIOD);

    assertThat(multipliers(handler, 1)).containsExactly("not a number");
    assertThat(output.lines())
        .anyMatch(line -> line.contains("cached value not readable, keeping the last good one"));
  }

  @Test
  void isUnavailableWithoutSettings() throws Exception {
    settings = "not json";

    var answer = call(handler("{}"), REQUEST);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("body").asText())
        .contains("\"message\":\"the settings are not readable now\"");
  }

  private static List<String> malformedFaults() {
    return List.of(
        "{\"slow-discount\":{\"rate\":1,\"minMs\":951,\"maxMs\":950}}",
        "{\"slow-discount\":{\"rate\":1,\"minMs\":-1}}",
        "{\"slow-discount\":{\"rate\":1,\"maxMs\":1e300}}",
        "{\"slow-discount\":{\"rate\":2}}",
        "{\"broken-discount\":true}",
        "not json");
  }

  private List<String> multipliers(PromoHandler handler, int count) throws IOException {
    var multipliers = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      var body = call(handler, REQUEST).path("body").asText();
      multipliers.add(Json.MAPPER.readTree(body).path("DiscountMultiplier").asText());
    }
    return multipliers;
  }

  private static JsonNode call(PromoHandler handler, String body) throws IOException {
    var out = new ByteArrayOutputStream();
    var event = GatewayEvents.post("/promo", body, Map.of("x-correlation-id", "ride-1"));
    handler.handleRequest(event, out, FakeLambdaContext.of("request-1"));
    return Json.MAPPER.readTree(out.toByteArray());
  }

  private PromoHandler handler(String faults) {
    return handlerReading(List.of(faults));
  }

  private PromoHandler handlerReading(List<String> faults) {
    return new PromoHandler(
        new Telemetry("promo", new Tracer(), clock),
        new CachedValue<>(
            "settings",
            reading -> PromoDocuments.from(documents(faults.getFirst(), reading), reading),
            PERIOD,
            clock),
        new Randomness(() -> 42),
        pauses::add);
  }

  private RuntimeDocuments documents(String faults, Reading reading) {
    return RuntimeDocuments.among(
        Map.of("settings", settings.formatted(seed), "faults", faults),
        "settings",
        "faults",
        reading);
  }
}
