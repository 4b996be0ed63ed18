// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.Json;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RideTest {
  private static final String ID = "RideId is missing or not 1 to 64 letters, digits or hyphens";
  private static final String TIME = "RequestTime is missing or not an ISO-8601 time in UTC";
  private static final String MULTIPLIER =
      "DiscountMultiplier is missing or not a number above 0 and up to 10 with at most 10 decimals";

  @Test
  void readsARideAndLeavesTheRestAlone() throws Exception {
    var json = sample().put("Rider", "anonymous");
    json.putObject("meta_data").put("correlation_id", "ride-1");

    assertThat(Ride.from(json)).isEqualTo(Rides.aRide());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "RideId | null | " + ID,
        "RideId | 7 | " + ID,
        "RideId | \"\" | " + ID,
        "RideId | \"a_b\" | " + ID,
        "RideId | \"a b\" | " + ID,
        "RideId | \"\u00e4\" | " + ID,
        "Unicorn | null | Unicorn is missing or not a JSON object",
        "Unicorn | \"Shadowfax\" | Unicorn is missing or not a JSON object",
        "Unicorn | {} | Unicorn.Name is missing or not text of 1 to 128 characters",
        "Unicorn | {\"Name\":\"\"} | Unicorn.Name is missing or not text of 1 to 128 characters",
        "Unicorn | {\"Name\":\"\\ud83e\"}"
            + " | Unicorn.Name is missing or not text of 1 to 128 characters",
        "Unicorn | {\"Name\":\"S\",\"Color\":[]}"
            + " | Unicorn.Color is missing or not text of 1 to 128 characters",
        "Unicorn | {\"Name\":\"S\",\"Color\":\"White\"}"
            + " | Unicorn.DeviceId is missing or not text of 1 to 128 characters",
        "RequestTime | null | " + TIME,
        "RequestTime | 1768472130 | " + TIME,
        "RequestTime | \"2026-01-15 10:15:30.187000\" | " + TIME,
        "RequestTime | \"2026-01-15T10:15:30\" | " + TIME,
        "RequestTime | \"2026-01-15T10:15:30+01:00\" | " + TIME,
        "RequestTime | \"2026-13-15T10:15:30Z\" | " + TIME,
        "DiscountMultiplier | null | " + MULTIPLIER,
        "DiscountMultiplier | \"0.85\" | " + MULTIPLIER,
        "DiscountMultiplier | 0 | " + MULTIPLIER,
        "DiscountMultiplier | -0.1 | " + MULTIPLIER,
        "DiscountMultiplier | 10.01 | " + MULTIPLIER,
        "DiscountMultiplier | 1e999999999 | " + MULTIPLIER,
        "DiscountMultiplier | 1e-200 | " + MULTIPLIER,
        "DiscountMultiplier | 0.12345678901 | " + MULTIPLIER
      })
  void namesTheFieldThatIsWrong(String field, String value, String message) throws Exception {
    var json = sample().set(field, Json.MAPPER.readTree(value));

    assertThatThrownBy(() -> Ride.from(json))
        .isInstanceOfSatisfying(
            MalformedRideException.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RideId | " + ID,
        "Unicorn | Unicorn is missing or not a JSON object",
        "RequestTime | " + TIME,
        "DiscountMultiplier | " + MULTIPLIER
      })
  void needsEveryField(String field, String message) throws Exception {
    var json = sample().without(field);

    assertThatThrownBy(() -> Ride.from(json)).hasMessage("not a ride: " + message);
  }

  @ParameterizedTest
  @CsvSource({"64, true", "65, false"})
  void anIdHasSixtyFourCharactersAtMost(int length, boolean isTaken) throws Exception {
    var json = sample().put("RideId", "a".repeat(length));

    assertThat(Ride.idOf(json).isPresent()).isEqualTo(isTaken);
  }

  @ParameterizedTest
  @CsvSource({"128, true", "129, false"})
  void textHasItsBounds(int length, boolean isTaken) throws Exception {
    var json = sample();
    json.withObject("/Unicorn").put("Name", "\u00fc".repeat(length));

    if (isTaken) {
      assertThat(Ride.from(json).unicorn().name()).hasSize(128);
    } else {
      assertThatThrownBy(() -> Ride.from(json)).isInstanceOf(MalformedRideException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "1.000", "10e-1"})
  void aMultiplierCountsByItsValue(String number) throws Exception {
    var json = sample().set("DiscountMultiplier", Json.MAPPER.readTree(number));

    assertThat(Ride.from(json).discountMultiplier()).isEqualTo(BigDecimal.ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.80", "0.95", "10", "1E+1", "0.0000000001"})
  void takesWhatAMultiplierMayBe(String number) throws Exception {
    var json = sample().set("DiscountMultiplier", Json.MAPPER.readTree(number));

    assertThat(Ride.from(json).discountMultiplier()).isEqualByComparingTo(number);
  }

  private static ObjectNode sample() throws Exception {
    return (ObjectNode) Json.MAPPER.readTree(Rides.json());
  }
}
