// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/// A ride as it is answered, recorded and announced, in each case as the same JSON.
///
/// @param unicorn what the fleet service sent; when fragile, whatever object that was
record Ride(String rideId, ObjectNode unicorn, Instant requestTime, BigDecimal discountMultiplier) {
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("RideId", rideId)
        .<ObjectNode>set("Unicorn", unicorn)
        .put("RequestTime", requestTimeText())
        .put("DiscountMultiplier", discountMultiplier);
  }

  /// ISO-8601 in UTC with milliseconds.
  String requestTimeText() {
    return MILLISECONDS.format(requestTime);
  }
}
