// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.testing.CapturedOutput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A ride with `Resilience` at `resilient`, from the gateway's event to the answer.
class ResilientRideTest {
  private static final String RIDE =
      "{\"RideId\":\"00000000-0000-0000-0000-000000000001\","
          + "\"Unicorn\":{\"Name\":\"Rocinante\",\"Color\":\"Yellow\",\"DeviceId\":\"d-3\"},"
          + "\"RequestTime\":\"2026-01-15T10:15:30.120Z\",\"DiscountMultiplier\":%s";

  private final CapturedOutput output = CapturedOutput.start();
  private final RequestRideFixture fixture = new RequestRideFixture();

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void answersTheRideThatWasRecorded() throws Exception {
    var answer = fixture.request();

    assertThat(answer.path("statusCode").asInt()).isEqualTo(201);
    assertThat(answer.path("body").asText()).isEqualTo(RIDE.formatted("0.9}"));
    assertThat(answer.path("headers").path("x-correlation-id").asText()).isEqualTo("ride-1");
    assertThat(answer.path("headers").path("Access-Control-Allow-Origin").asText()).isEqualTo("*");
    assertThat(fixture.api.calls)
        .extracting(call -> call.service() + " " + call.body().text())
        .containsExactly(
            "FLEET ",
            "PROMO {\"User\":\"anonymous\",\"PickupLocation\":"
                + "{\"Latitude\":42.35250862285574,\"Longitude\":-71.05289904884849}}",
            "RECORD " + RIDE.formatted("0.9}"));
    assertThat(fixture.api.calls)
        .allMatch(call -> call.correlationId().equals("ride-1") && call.attempt() == 1);
    assertThat(fixture.events.published).isEmpty();
  }

  @Test
  void takesOnlyWhatTheContractSaysOfAUnicorn() throws Exception {
    fixture.api.answers(
        Service.FLEET,
        200,
        "{\"Wings\":2,\"DeviceId\":\"d-3\",\"Color\":\"Yellow\",\"Name\":\"Rocinante\"}");

    assertThat(fixture.request().path("body").asText()).isEqualTo(RIDE.formatted("0.9}"));
  }

  @ParameterizedTest
  @CsvSource({"FLEET, 503", "PROMO, 201", "RECORD, 201"})
  void withoutCredentialsNoServiceIsBlamedOrTriedAgain(Service service, int status)
      throws Exception {
    fixture.api.replies(
        service,
        _ -> {
          throw new NoCredentialsException(new IllegalStateException());
        });

    var answer = fixture.request();

    assertThat(fixture.api.callsOf(service)).hasSize(1);
    assertThat(answer.path("statusCode").asInt()).isEqualTo(status);
    assertThat(output.lines())
        .filteredOn(line -> line.contains("\"message\":\"call failed\""))
        .singleElement()
        .asString()
        .contains("\"reason\":\"could not be asked without credentials\"");
  }

  @ParameterizedTest
  @CsvSource({
    "429, the fleet service takes no more calls now",
    "500, the fleet service failed",
    "502, the fleet service failed",
    "503, the fleet service failed",
    "504, the fleet service failed"
  })
  void aFleetThatFailsIsTriedTwice(int status, String message) throws Exception {
    fixture.api.answers(Service.FLEET, status, "{\"message\":\"Internal server error\"}");

    assertUnavailable(fixture.request(), message);
    assertThat(fixture.api.limits).containsExactly("FLEET 2000", "FLEET 2000");
  }

  @Test
  void aFleetThatDoesNotAnswerIsTriedTwice() throws Exception {
    fixture.api.staysSilent(Service.FLEET);

    assertUnavailable(fixture.request(), "the fleet service did not answer in time");
    assertThat(fixture.api.limits).containsExactly("FLEET 2000", "FLEET 2000");
  }

  @Test
  void aFleetThatBreaksTheConnectionIsTriedTwice() throws Exception {
    fixture.api.breaksTheConnection(Service.FLEET);

    assertUnavailable(fixture.request(), "the fleet service did not answer");
    assertThat(fixture.api.callsOf(Service.FLEET)).extracting(Call::attempt).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 403, 404})
  void aFleetThatRefusesIsNotTriedAgain(int status) throws Exception {
    fixture.api.answers(Service.FLEET, status, "{\"message\":\"Forbidden\"}");

    assertFailed(fixture.request(), "the fleet service refused the call");
    assertThat(fixture.api.calls).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"Name\":\"Rocinante\",\"Color\":\"Yellow\"}",
        "{\"Name\":\"Rocinante\",\"Color\":\"Yellow\",\"DeviceId\":7}",
        "{\"Name\":null,\"Color\":\"Yellow\",\"DeviceId\":\"d-3\"}",
        "{\"Name\":\"\",\"Color\":\"Yellow\",\"DeviceId\":\"d-3\"}",
        "{\"Name\":\"\\ud800\",\"Color\":\"Yellow\",\"DeviceId\":\"d-3\"}",
        "{\"Name\":1e99999999999,\"Color\":\"Yellow\",\"DeviceId\":\"d-3\"}"
      })
  void aFleetThatAnswersGarbageIsNotTriedAgain(String garbage) throws Exception {
    fixture.api.answers(Service.FLEET, 200, garbage);

    assertFailed(fixture.request(), "the fleet service gave an answer that makes no sense");
    assertThat(fixture.api.calls).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"128, 201", "129, 502"})
  void aUnicornHasNoLongerNameThanCanBeRecorded(int length, int status) throws Exception {
    var unicorn =
        "{\"Name\":\"%s\",\"Color\":\"Yellow\",\"DeviceId\":\"d-3\"}".formatted("x".repeat(length));
    fixture.api.answers(Service.FLEET, 200, unicorn);

    assertThat(fixture.request().path("statusCode").asInt()).isEqualTo(status);
  }

  @Test
  void aFleetThatRecoversIsEnough() throws Exception {
    fixture.api.answers(Service.FLEET, 503, "").recovers(Service.FLEET);

    assertThat(fixture.request().path("statusCode").asInt()).isEqualTo(201);
    assertThat(fixture.pauses)
        .singleElement()
        .matches(wait -> wait.toMillis() >= 50 && wait.toMillis() <= 150);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 403, 429, 500, 503})
  void withoutPromoThereIsNoDiscount(int status) throws Exception {
    fixture.api.answers(Service.PROMO, status, "{\"DiscountMultiplier\":0.8}");

    assertThat(fixture.request().path("body").asText()).isEqualTo(RIDE.formatted("1}"));
  }

  @Test
  void aSilentPromoCostsTheDiscountAndNothingElse() throws Exception {
    fixture.api.staysSilent(Service.PROMO);

    assertThat(fixture.request().path("body").asText()).isEqualTo(RIDE.formatted("1}"));
    assertThat(fixture.api.callsOf(Service.RECORD)).hasSize(1);
  }

  @Test
  void aBrokenConnectionToPromoCostsTheDiscountAndNothingElse() throws Exception {
    fixture.api.breaksTheConnection(Service.PROMO);

    assertThat(fixture.request().path("body").asText()).isEqualTo(RIDE.formatted("1}"));
    assertThat(fixture.api.callsOf(Service.PROMO)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0.8, 0.8",
    "0.85, 0.85",
    "0.90, 0.90",
    "1.0, 1.0",
    "0, 1",
    "0.0, 1",
    "-0.5, 1",
    "0.8000000000, 0.8000000000",
    "0.80000000001, 1",
    "1.01, 1",
    "80, 1",
    "1e-999999999, 1",
    "1e99999999999, 1",
    "'\"0.8\"', 1",
    "null, 1",
    "true, 1",
    "[0.8], 1",
    "NaN, 1"
  })
  void aDiscountIsANumberUpToOne(String offered, String applied) throws Exception {
    fixture.api.answers(Service.PROMO, 201, "{\"DiscountMultiplier\":" + offered + "}");

    assertThat(fixture.request().path("body").asText()).isEqualTo(RIDE.formatted(applied + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{}", "7"})
  void promoThatAnswersGarbageCostsTheDiscountAndNothingElse(String garbage) throws Exception {
    fixture.api.answers(Service.PROMO, 201, garbage);

    assertThat(fixture.request().path("body").asText()).isEqualTo(RIDE.formatted("1}"));
    assertThat(fixture.api.callsOf(Service.PROMO)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void aRecordMayHaveBeenThereBefore(int status) throws Exception {
    fixture.api.answers(Service.RECORD, status, "{\"success\":true}");

    assertThat(fixture.request().path("statusCode").asInt()).isEqualTo(201);
    assertThat(fixture.events.published).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "302, the record service refused the call",
    "400, the record service refused the call",
    "403, the record service refused the call",
    "409, the record service refused the call",
    "202, the record service gave an answer that makes no sense",
    "204, the record service gave an answer that makes no sense"
  })
  void whatTheRecordServiceRefusesIsNoRide(int status, String message) throws Exception {
    fixture.api.answers(Service.RECORD, status, "{\"success\":true}");

    assertFailed(fixture.request(), message);
    assertThat(fixture.api.callsOf(Service.RECORD)).hasSize(1);
    assertThat(fixture.events.published).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "{\"success\":false}", "{\"success\":\"true\"}"})
  void aRecordWithoutConfirmationIsNoRide(String garbage) throws Exception {
    fixture.api.answers(Service.RECORD, 201, garbage);

    assertFailed(fixture.request(), "the record service gave an answer that makes no sense");
    assertThat(fixture.events.published).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void aRideThatCannotBeRecordedNowIsRecordedLater(int status) throws Exception {
    fixture.api.answers(Service.RECORD, status, "{\"message\":\"Endpoint request timed out\"}");

    assertDeferred(fixture.request());
    assertThat(fixture.api.callsOf(Service.RECORD)).hasSize(2);
  }

  @Test
  void aSilentRecordServiceDefersTheRide() throws Exception {
    fixture.api.staysSilent(Service.RECORD);

    assertDeferred(fixture.request());
    assertThat(fixture.api.limits).endsWith("RECORD 1500", "RECORD 1500");
  }

  @Test
  void aBrokenConnectionToTheRecordServiceDefersTheRide() throws Exception {
    fixture.api.breaksTheConnection(Service.RECORD);

    assertDeferred(fixture.request());
  }

  @Test
  void eachTryOfARecordIsTheSameRide() throws Exception {
    fixture.api.answers(Service.RECORD, 503, "").recovers(Service.RECORD);

    var answer = fixture.request();

    assertThat(answer.path("body").asText()).isEqualTo(RIDE.formatted("0.9}"));
    assertThat(fixture.api.callsOf(Service.RECORD))
        .extracting(call -> call.body().text())
        .containsExactly(RIDE.formatted("0.9}"), RIDE.formatted("0.9}"));
    assertThat(fixture.events.published).isEmpty();
  }

  @Test
  void aRideThatNobodyTakesIsNoRide() throws Exception {
    fixture.api.answers(Service.RECORD, 503, "");
    fixture.events.refuses = true;

    assertUnavailable(
        fixture.request(),
        "the record service failed and the event bus did not take the ride, request one again");
  }

  @Test
  void saysWhenItHasNoSettings() throws Exception {
    fixture.settingsAreReadable = false;

    var answer = fixture.request();

    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("body").asText()).contains("the settings are not readable now");
    assertThat(fixture.api.calls).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void tellsNothingOfWhatHappenedInside(Service service) throws Exception {
    fixture.api.breaksTheConnection(service);
    fixture.events.refuses = true;

    assertThat(fixture.request().path("body").asText())
        .doesNotContainIgnoringCase("exception", "reset", "wild-rydes-events", "InternalFailure");
  }

  @Test
  void twoEnvironmentsWithOneSeedWaitAlike() throws Exception {
    var other = new RequestRideFixture();
    for (var environment : List.of(fixture, other)) {
      environment.api.answers(Service.FLEET, 503, "");
      environment.request();
    }

    assertThat(fixture.pauses).isEqualTo(other.pauses).isNotEmpty();
  }

  private void assertDeferred(JsonNode answer) {
    assertThat(answer.path("statusCode").asInt()).isEqualTo(201);
    assertThat(answer.path("body").asText()).isEqualTo(RIDE.formatted("0.9}"));
    assertThat(fixture.events.published)
        .containsExactly(
            RIDE.formatted(
                "0.9,\"meta_data\":{\"correlation_id\":\"ride-1\","
                    + "\"requested_at\":\"2026-01-15T10:15:30.120Z\"}}"));
    assertThat(fixture.elapsed()).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  private static void assertUnavailable(JsonNode answer, String message) {
    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("headers").path("Retry-After").asText()).isEqualTo("2");
    assertThat(answer.path("body").asText()).isEqualTo(error("Unavailable", message));
  }

  private static void assertFailed(JsonNode answer, String message) {
    assertThat(answer.path("statusCode").asInt()).isEqualTo(502);
    assertThat(answer.path("headers").has("Retry-After")).isFalse();
    assertThat(answer.path("body").asText()).isEqualTo(error("DependencyFailed", message));
  }

  private static String error(String code, String message) {
    return "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"},\"correlation_id\":\"ride-1\"}"
        .formatted(code, message);
  }
}
