// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.settings.Resilience;
import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.FakeLambdaContext;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PutRideRecordTest {
  private final CapturedOutput output = CapturedOutput.start();
  private final RecordingFixture fixture = new RecordingFixture();
  private final PutRideRecordHandler handler = fixture.handler();

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void aRideIsCreatedAndThenThere() throws Exception {
    var first = post(Rides.json());
    var second = post(Rides.json());

    assertThat(first.path("statusCode").asInt()).isEqualTo(201);
    assertThat(first.path("body").asText()).isEqualTo("{\"success\":true}");
    assertThat(first.path("headers").path("x-correlation-id").asText()).isEqualTo("ride-1");
    assertThat(second.path("statusCode").asInt()).isEqualTo(200);
    assertThat(second.path("body").asText()).isEqualTo("{\"success\":true}");
    assertThat(fixture.records.table).containsOnlyKeys(Rides.ID).containsValue(Rides.aRide());
  }

  @Test
  void servesTheSampleEvent() throws Exception {
    var out = new ByteArrayOutputStream();

    try (var event = Files.newInputStream(Path.of("..", "events", "put-ride-record.json"))) {
      handler.handleRequest(event, out, FakeLambdaContext.of("request-1"));
    }

    assertThat(Json.MAPPER.readTree(out.toByteArray()).path("statusCode").asInt()).isEqualTo(201);
  }

  @Test
  void anotherRideWithAUsedIdIsAConflict() throws Exception {
    post(Rides.json());

    var answer = post(Rides.json(Rides.anotherWithTheSameId()));

    assertThat(answer.path("statusCode").asInt()).isEqualTo(409);
    assertThat(error(answer))
        .isEqualTo("{\"code\":\"Conflict\",\"message\":\"RideId belongs to another ride\"}");
    assertThat(fixture.records.table).containsValue(Rides.aRide());
  }

  @Test
  void whatIsNoRideIsRefusedByTheNameOfTheField() throws Exception {
    var answer = post("{\"RideId\":\"r-1\"}");

    assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
    assertThat(error(answer))
        .isEqualTo(
            "{\"code\":\"InvalidRequest\","
                + "\"message\":\"Unicorn is missing or not a JSON object\"}");
    assertThat(lines().getLast().path("rideId").asText()).isEqualTo("r-1");
    assertThat(fixture.records.limits).isEmpty();
  }

  @Test
  void aTableThatTakesNothingInTimeIsUnavailable() throws Exception {
    fixture.records.failsForever(Trouble.THROTTLED);

    var answer = post(Rides.json());

    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("headers").path("Retry-After").asText()).isEqualTo("2");
    assertThat(error(answer))
        .isEqualTo(
            "{\"code\":\"Unavailable\","
                + "\"message\":\"the table of rides did not take the ride, send it again\"}");
    assertThat(Duration.between(RecordingFixture.NOW, fixture.clock.instant()))
        .isLessThan(Duration.ofMillis(1200));
  }

  @Test
  void aTableThatRefusesHasFailed() throws Exception {
    fixture.records.failsForever(Trouble.REFUSED);

    var answer = post(Rides.json());

    assertThat(answer.path("statusCode").asInt()).isEqualTo(502);
    assertThat(error(answer))
        .isEqualTo(
            "{\"code\":\"DependencyFailed\","
                + "\"message\":\"the table of rides refused the ride\"}");
  }

  @Test
  void isUnavailableWithoutSettings() throws Exception {
    fixture.settingsAreReadable = false;

    var answer = post(Rides.json());

    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(error(answer)).contains("the settings are not readable now");
  }

  @Test
  void fragileLetsTheFailurePassThroughAfterLoggingIt() {
    fixture.resilience = Resilience.FRAGILE;
    fixture.records.failsForever(Trouble.THROTTLED);

    assertThatThrownBy(() -> post(Rides.json()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("throttled");

    var last = lines().getLast();
    assertThat(last.path("level").asText()).isEqualTo("ERROR");
    assertThat(last.path("message").asText()).isEqualTo("invocation failed");
    assertThat(last.path("rideId").asText()).isEqualTo(Rides.ID);
  }

  @Test
  void tellsTheStoryOfARecording() throws Exception {
    fixture.records.failsOnce(Trouble.THROTTLED).failsOnce(Trouble.UNANSWERED);

    post(Rides.json());

    assertThat(lines())
        .filteredOn(line -> !line.has("_aws"))
        .extracting(PutRideRecordTest::summary)
        .containsExactly(
            "INFO record request received - - -",
            "WARN ride not written 1 10 throttled",
            "WARN ride not written 2 10 no whole answer",
            "INFO saved in database 3 10 saved now");
    assertThat(lines())
        .filteredOn(line -> line.has("milestone"))
        .extracting(line -> line.path("milestone").asText())
        .containsExactly("RECORD_REQUEST_RECEIVED", "SAVED_IN_DATABASE");
    assertThat(lines())
        .filteredOn(line -> !line.has("_aws"))
        .allMatch(line -> line.path("correlationId").asText().equals("ride-1"))
        .allMatch(line -> line.path("rideId").asText().equals(Rides.ID));
  }

  @Test
  void saysThatTheRideWasThere() throws Exception {
    post(Rides.json());
    post(Rides.json());

    assertThat(lines())
        .filteredOn(line -> line.path("milestone").asText().equals("SAVED_IN_DATABASE"))
        .extracting(line -> line.path("reason").asText())
        .containsExactly("saved now", "already there");
  }

  @Test
  void aThrottledTryLeavesNoStackTrace() throws Exception {
    fixture.records.failsOnce(Trouble.THROTTLED).failsOnce(Trouble.TABLE_FAILED);

    post(Rides.json());

    assertThat(lines())
        .filteredOn(line -> line.has("exception"))
        .extracting(line -> line.path("reason").asText())
        .containsExactly("table failed");
  }

  private static String summary(JsonNode line) {
    return "%s %s %s %s %s"
        .formatted(
            line.path("level").asText(),
            line.path("message").asText(),
            line.path("attempt").asText("-"),
            line.path("durationMs").asText("-"),
            line.path("reason").asText("-"));
  }

  private JsonNode post(String body) throws Exception {
    return RecordingFixture.post(handler, body);
  }

  private static String error(JsonNode answer) throws Exception {
    return Json.MAPPER.readTree(answer.path("body").asText()).path("error").toString();
  }

  private List<JsonNode> lines() {
    return RecordingFixture.lines(output);
  }
}
