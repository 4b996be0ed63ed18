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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A ride with `Resilience` at `fragile`: the flaws of the reference systems, which must stay.
class FragileRideTest {
  private final CapturedOutput output = CapturedOutput.start();
  private final RequestRideFixture fixture = new RequestRideFixture();

  @BeforeEach
  void beFragile() {
    fixture.resilience = Resilience.FRAGILE;
  }

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void answersTheSameWhenAllIsWell() throws Exception {
    var answer = fixture.request();

    var resilient = new RequestRideFixture();
    assertThat(answer).isEqualTo(resilient.request());
    assertThat(fixture.api.calls).isEqualTo(resilient.api.calls);
  }

  @Test
  void waitsAsLongAsItTakes() throws Exception {
    fixture
        .api
        .takes(Service.FLEET, Duration.ofSeconds(9))
        .takes(Service.PROMO, Duration.ofSeconds(8))
        .takes(Service.RECORD, Duration.ofSeconds(10));

    assertThat(fixture.request().path("statusCode").asInt()).isEqualTo(201);
    assertThat(fixture.elapsed()).isEqualTo(Duration.ofSeconds(27));
  }

  @Test
  void takesAnErrorMessageForAUnicorn() throws Exception {
    fixture.api.answers(Service.FLEET, 502, "{\"message\":\"Internal server error\"}");

    assertThat(ride(fixture.request()).path("Unicorn"))
        .isEqualTo(Json.MAPPER.readTree("{\"message\":\"Internal server error\"}"));
    assertThat(fixture.api.callsOf(Service.FLEET)).hasSize(1);
    assertThat(fixture.api.callsOf(Service.RECORD)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 429, 500, 502, 503, 504})
  void aRideThatWasNotRecordedIsAnswered201(int status) throws Exception {
    fixture.api.answers(Service.RECORD, status, "{\"message\":\"Endpoint request timed out\"}");

    assertThat(fixture.request().path("statusCode").asInt()).isEqualTo(201);
    assertThat(fixture.api.callsOf(Service.RECORD)).hasSize(1);
    assertThat(fixture.events.published).isEmpty();
    assertThat(output.lines())
        .anyMatch(line -> line.contains("\"milestone\":\"RIDE_RECORDED\""))
        .noneMatch(line -> line.contains("RIDE_RECORD_DEFERRED"));
  }

  @Test
  void takesAnyNumberForADiscount() throws Exception {
    fixture.api.answers(Service.PROMO, 500, "{\"DiscountMultiplier\":7}");

    assertThat(ride(fixture.request()).path("DiscountMultiplier").asInt()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "FLEET | <html>                                | the fleet service's answer is not a JSON object",
        "FLEET | [1]                                   | the fleet service's answer is not a JSON object",
        "PROMO | {\"DiscountMultiplier\":\"free\"}       | the promo service's discount is not a number",
        "PROMO | {\"message\":\"Internal server error\"} | the promo service's discount is not a number",
        "PROMO | <html>                                | the promo service's discount is not a number"
      })
  void garbageEndsTheRideUnhandled(Service service, String garbage, String message) {
    fixture.api.answers(service, 200, garbage);

    assertThatThrownBy(fixture::request)
        .isInstanceOf(RideFailedException.class)
        .hasMessage(message);
    assertThat(fixture.api.callsOf(service)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "FLEET, the fleet service did not answer",
    "PROMO, the promo service did not answer",
    "RECORD, the record service did not answer"
  })
  void aBrokenConnectionEndsTheRideUnhandled(Service service, String message) {
    fixture.api.breaksTheConnection(service);

    assertThatThrownBy(fixture::request)
        .isInstanceOf(RideFailedException.class)
        .hasMessage(message)
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(fixture.api.callsOf(service)).hasSize(1);
    assertThat(fixture.pauses).isEmpty();
  }

  @Test
  void checksWhatTheRiderSends() throws Exception {
    assertThat(fixture.request("{}").path("statusCode").asInt()).isEqualTo(400);
  }

  private static JsonNode ride(JsonNode answer) throws IOException {
    return Json.MAPPER.readTree(answer.path("body").asText());
  }
}
