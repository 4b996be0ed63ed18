// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.promo;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.http.HttpProblem;

/// Refuses what asks for no discount. Today's discounts depend on neither rider nor place.
final class PromoRequest {
  private static final int MAX_USER_LENGTH = 128;

  private PromoRequest() {}

  /// @throws HttpProblem naming the first field that is not as it should be
  static void check(JsonNode request) {
    var user = request.path("User");
    var length = user.isTextual() ? user.textValue().length() : 0;
    if (length < 1 || length > MAX_USER_LENGTH) {
      throw HttpProblem.invalidRequest(
          "User is missing or not text of 1 to %d characters".formatted(MAX_USER_LENGTH));
    }
    var place = request.path("PickupLocation");
    if (!place.isObject()) {
      throw HttpProblem.invalidRequest("PickupLocation is missing or not a JSON object");
    }
    checkDegrees(place, "Latitude", 90);
    checkDegrees(place, "Longitude", 180);
  }

  private static void checkDegrees(JsonNode place, String name, int limit) {
    var degrees = place.path(name);
    if (!degrees.isNumber() || Math.abs(degrees.doubleValue()) > limit) {
      throw HttpProblem.invalidRequest(
          "PickupLocation.%s is missing or not a number from -%d to %d"
              .formatted(name, limit, limit));
    }
  }
}
