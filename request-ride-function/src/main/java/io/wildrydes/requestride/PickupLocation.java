// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.http.HttpProblem;

/// Where a rider waits, in degrees.
record PickupLocation(double latitude, double longitude) {
  private static final String FIELD = "PickupLocation";
  private static final String LATITUDE = "Latitude";
  private static final String LONGITUDE = "Longitude";
  private static final int MAX_LATITUDE = 90;
  private static final int MAX_LONGITUDE = 180;

  /// Reads it from the body of a request, passing over everything else in there.
  ///
  /// @throws HttpProblem naming the field that is missing or wrong
  static PickupLocation from(ObjectNode request) {
    var location = request.path(FIELD);
    if (location.isMissingNode()) {
      throw refusal(FIELD + " is missing", "an object with Latitude and Longitude");
    }
    if (!location.isObject()) {
      throw refusal(FIELD + " is not an object", "one with Latitude and Longitude");
    }
    return new PickupLocation(
        degrees(location, LATITUDE, MAX_LATITUDE), degrees(location, LONGITUDE, MAX_LONGITUDE));
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put(LATITUDE, latitude).put(LONGITUDE, longitude);
  }

  private static double degrees(JsonNode location, String name, int max) {
    var field = FIELD + "." + name;
    var wanted = "a number from -%d to %d".formatted(max, max);
    var degrees = location.path(name);
    if (degrees.isMissingNode()) {
      throw refusal(field + " is missing", wanted);
    }
    if (!degrees.isNumber()) {
      throw refusal(field + " is not a number", wanted);
    }
    if (Math.abs(degrees.doubleValue()) > max) {
      throw refusal(field + " is out of range", wanted);
    }
    return degrees.doubleValue();
  }

  private static HttpProblem refusal(String what, String wanted) {
    return HttpProblem.invalidRequest(what + ", send " + wanted);
  }
}
