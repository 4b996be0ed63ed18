// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// A ride as it is recorded. Two are the same ride when every field is equal, the multiplier by its
/// value.
///
/// @param requestTime ISO-8601 in UTC, as it was sent
record Ride(String rideId, Unicorn unicorn, String requestTime, BigDecimal discountMultiplier) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final int MAX_TEXT = 128;
  private static final BigDecimal MAX_MULTIPLIER = BigDecimal.TEN;

  /// More than any price needs, and less than the 38 digits that DynamoDB keeps of a number.
  private static final int MAX_DECIMALS = 10;

  Ride {
    discountMultiplier = discountMultiplier.stripTrailingZeros();
  }

  /// Reads the ride in an object that may hold more; what else it holds is not recorded.
  ///
  /// @throws MalformedRideException naming the first field that is not as it should be
  static Ride from(JsonNode object) {
    var id =
        idOf(object)
            .orElseThrow(() ->
                new MalformedRideException(
                    "RideId is missing or not 1 to 64 letters, digits or hyphens"));
    var unicorn = object.path("Unicorn");
    if (!unicorn.isObject()) {
      throw new MalformedRideException("Unicorn is missing or not a JSON object");
    }
    return new Ride(
        id,
        new Unicorn(
            text(unicorn.path("Name"), "Unicorn.Name"),
            text(unicorn.path("Color"), "Unicorn.Color"),
            text(unicorn.path("DeviceId"), "Unicorn.DeviceId")),
        time(object.path("RequestTime")),
        multiplier(object.path("DiscountMultiplier")));
  }

  /// The id, if there is a valid one, whatever else is wrong.
  static Optional<String> idOf(JsonNode object) {
    return Optional.ofNullable(object.path("RideId").textValue())
        .filter(id -> ID.matcher(id).matches());
  }

  private static String text(JsonNode field, String name) {
    var text = field.isTextual() ? field.textValue() : "";
    if (text.isEmpty() || text.length() > MAX_TEXT || !isCarried(text)) {
      throw new MalformedRideException(
          "%s is missing or not text of 1 to %d characters".formatted(name, MAX_TEXT));
    }
    return text;
  }

  /// Half of a surrogate pair would be stored as a question mark, so that the ride, sent again,
  /// would be another.
  private static boolean isCarried(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String time(JsonNode field) {
    var text = field.isTextual() ? field.textValue() : "";
    try {
      if (text.endsWith("Z") && text.length() <= MAX_TEXT) {
        var _ = Instant.parse(text);
        return text;
      }
    } catch (DateTimeParseException _) { // its text would quote the ride
    }
    throw new MalformedRideException("RequestTime is missing or not an ISO-8601 time in UTC");
  }

  private static BigDecimal multiplier(JsonNode field) {
    if (field.isNumber()) {
      var number = field.decimalValue().stripTrailingZeros();
      if (number.signum() > 0
          && number.compareTo(MAX_MULTIPLIER) <= 0
          && number.scale() <= MAX_DECIMALS) {
        return number;
      }
    }
    throw new MalformedRideException(
        "DiscountMultiplier is missing or not a number above 0 and up to %s with at most %d decimals"
            .formatted(MAX_MULTIPLIER, MAX_DECIMALS));
  }

  /// Who carries the ride.
  record Unicorn(String name, String color, String deviceId) {}
}
