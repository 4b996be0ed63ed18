// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.testing.CapturedOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a ride says of itself, and how a bad request is refused.
class RequestRideTest {
  private final CapturedOutput output = CapturedOutput.start();
  private final RequestRideFixture fixture = new RequestRideFixture();

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void tellsTheStoryOfARide() throws Exception {
    fixture
        .api
        .takes(Service.FLEET, Duration.ofMillis(20))
        .takes(Service.PROMO, Duration.ofMillis(850))
        .takes(Service.RECORD, Duration.ofMillis(30));

    fixture.request();

    assertThat(milestones())
        .containsExactly(
            "RIDE_REQUEST_RECEIVED -",
            "RIDE_UNICORN_ASSIGNED 20",
            "RIDE_DISCOUNT_APPLIED 850",
            "RIDE_RECORDED 30",
            "RIDE_REQUEST_COMPLETED 900");
    assertThat(metrics()).isEqualTo(Map.of("ColdStarts", 1, "RidesCompleted", 1));
  }

  @Test
  void tellsThatARideIsRecordedLater() throws Exception {
    fixture.api.answers(Service.RECORD, 503, "");

    fixture.request();

    assertThat(milestones())
        .containsExactly(
            "RIDE_REQUEST_RECEIVED -",
            "RIDE_UNICORN_ASSIGNED 0",
            "RIDE_DISCOUNT_APPLIED 0",
            "RIDE_RECORD_DEFERRED 150",
            "RIDE_REQUEST_COMPLETED 150");
    assertThat(metrics())
        .isEqualTo(Map.of("ColdStarts", 1, "RidesCompleted", 1, "RideRecordsDeferred", 1));
  }

  @Test
  void logsEachFailedTryOnce() throws Exception {
    fixture
        .api
        .replies(
            Service.PROMO,
            _ -> {
              fixture.clock.advance(Duration.ofMillis(40));
              throw new IOException("Connection reset");
            })
        .answers(Service.PROMO, 500, "");

    fixture.request();

    assertThat(warnings())
        .containsExactly(
            "call failed promo 1 - 40 did not answer java.io.IOException",
            "call failed promo 2 500 0 failed -",
            "no discount known, full price taken promo - - - failed -");
    assertThat(metrics())
        .isEqualTo(Map.of("ColdStarts", 1, "RidesCompleted", 1, "DiscountFallbacks", 1));
  }

  @Test
  void tellsWhyThereIsNoRide() throws Exception {
    fixture.api.staysSilent(Service.FLEET);

    fixture.request();

    assertThat(milestones()).containsExactly("RIDE_REQUEST_RECEIVED -");
    assertThat(warnings())
        .containsExactly(
            "call failed ride-fleet 1 - 2000 did not answer in time"
                + " java.net.http.HttpTimeoutException",
            "call failed ride-fleet 2 - 2000 did not answer in time"
                + " java.net.http.HttpTimeoutException",
            "request not served - - 503 - the fleet service did not answer in time"
                + " java.net.http.HttpTimeoutException");
    assertThat(metrics()).isEqualTo(Map.of("ColdStarts", 1, "RidesFailed", 1));
  }

  @Test
  void aRideThatEndsUnhandledIsCountedToo() throws Exception {
    fixture.resilience = Resilience.FRAGILE;
    fixture.api.answers(Service.PROMO, 201, "{\"DiscountMultiplier\":\"free\"}");

    assertThatThrownBy(fixture::request).isInstanceOf(RideFailedException.class);

    assertThat(metrics()).isEqualTo(Map.of("ColdStarts", 1, "RidesFailed", 1));
    assertThat(lines().getLast().path("message").asText()).isEqualTo("invocation failed");
  }

  @ParameterizedTest
  @EnumSource(Resilience.class)
  void aRideThatEndsInAnUnforeseenWayIsCountedToo(Resilience resilience) throws Exception {
    fixture.resilience = resilience;
    fixture.api.replies(
        Service.FLEET,
        _ -> {
          throw new IllegalStateException("unforeseen");
        });

    assertThatThrownBy(fixture::request).hasMessage("unforeseen");

    assertThat(metrics()).isEqualTo(Map.of("ColdStarts", 1, "RidesFailed", 1));
  }

  @Test
  void endsWithItsEnvironment() throws Exception {
    fixture.api.answers(Service.FLEET, 503, "");
    fixture.pause =
        _ -> {
          throw new InterruptedException();
        };

    assertThatThrownBy(fixture::request)
        .isInstanceOf(RideFailedException.class)
        .hasMessage("interrupted, the environment is stopping");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(metrics()).isEqualTo(Map.of("ColdStarts", 1, "RidesFailed", 1));
  }

  @ParameterizedTest
  @EnumSource(Resilience.class)
  void everyLineOfARideCarriesItsIds(Resilience resilience) throws Exception {
    fixture.resilience = resilience;
    fixture.api.answers(Service.RECORD, 503, "");

    fixture.request();

    var rideLines = lines().stream().skip(1).toList(); // the cold start is counted before
    assertThat(rideLines).isNotEmpty();
    assertThat(rideLines)
        .allMatch(line -> line.path("correlationId").asText().equals("ride-1"))
        .allMatch(line -> line.path("rideId").asText().equals(RequestRideFixture.RIDE_ID));
  }

  @Test
  void logsNeitherWhereARiderIsNorWhatServicesSay() throws Exception {
    fixture.api.answers(Service.FLEET, 500, "{\"card\":\"secret\"}");

    fixture.request();
    fixture.request("{\"PickupLocation\":{\"Latitude\":\"secret\"}}");

    assertThat(output.lines()).noneMatch(line -> line.contains("42.35") || line.contains("secret"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``       | InvalidRequest | the body is empty, send a JSON object",
        "not json | InvalidRequest | the body is not valid JSON",
        "[]       | InvalidRequest | the body is a JSON array, send a JSON object",
        "{}       | InvalidRequest "
            + "| PickupLocation is missing, send an object with Latitude and Longitude"
      })
  void refusesWhatIsNoRequestForARide(String body, String code, String message) throws Exception {
    var answer = fixture.request(body);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
    assertThat(answer.path("body").asText())
        .isEqualTo(
            "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"},\"correlation_id\":\"ride-1\"}"
                .formatted(code, message));
    assertThat(milestones()).isEmpty();
    assertThat(metrics()).isEqualTo(Map.of("ColdStarts", 1, "RidesRejected", 1));
    assertThat(fixture.api.calls).isEmpty();
  }

  @Test
  void refusesABodyOverTheLimit() throws Exception {
    var answer = fixture.request("{\"a\":\"%s\"}".formatted("x".repeat(200 * 1024)));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(413);
    assertThat(metrics()).isEqualTo(Map.of("ColdStarts", 1, "RidesRejected", 1));
  }

  @Test
  void aSeedDoesNotReachTheIdsOfRides() throws Exception {
    fixture.seed = "a seed";
    var handler = fixture.handler(() -> {}, UUID::randomUUID);

    handler.priming().beforeCheckpoint(Core.getGlobalContext());
    handler.priming().afterRestore(Core.getGlobalContext());
    var first = rideId(fixture.request(handler, RequestRideFixture.BODY));
    handler.priming().afterRestore(Core.getGlobalContext());
    var second = rideId(fixture.request(handler, RequestRideFixture.BODY));

    assertThat(UUID.fromString(first).version()).isEqualTo(4);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void nothingKnownOrRandomSurvivesASnapshot() throws Exception {
    fixture.seed = "";
    fixture.api.answers(Service.FLEET, 503, "");
    var handler = fixture.handler(() -> {}, UUID::randomUUID);
    fixture.request(handler, RequestRideFixture.BODY);
    var drawn = fixture.entropy.get();

    handler.priming().beforeCheckpoint(Core.getGlobalContext());
    handler.priming().afterRestore(Core.getGlobalContext());
    fixture.request(handler, RequestRideFixture.BODY);

    assertThat(fixture.entropy).hasValue(drawn + 1);
    assertThat(metrics().get("ColdStarts")).isEqualTo(2);
  }

  private List<String> milestones() throws IOException {
    return lines().stream()
        .filter(line -> line.has("milestone"))
        .map(line -> line.path("milestone").asText() + " " + line.path("durationMs").asText("-"))
        .toList();
  }

  private List<String> warnings() throws IOException {
    return lines().stream()
        .filter(line -> line.path("level").asText().equals("WARN"))
        .map(line ->
            String.join(
                " ",
                line.path("message").asText(),
                line.path("name").asText("-"),
                line.path("attempt").asText("-"),
                line.path("statusCode").asText("-"),
                line.path("durationMs").asText("-"),
                line.path("reason").asText("-"),
                line.path("exceptionClass").asText("-")))
        .toList();
  }

  private Map<String, Integer> metrics() throws IOException {
    var metrics = new TreeMap<String, Integer>();
    for (var line : lines()) {
      line.path("_aws")
          .findPath("Metrics")
          .findValuesAsText("Name")
          .forEach(name -> metrics.merge(name, line.path(name).asInt(), Integer::sum));
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

  private static String rideId(JsonNode answer) throws IOException {
    return Json.MAPPER.readTree(answer.path("body").asText()).path("RideId").asText();
  }
}
