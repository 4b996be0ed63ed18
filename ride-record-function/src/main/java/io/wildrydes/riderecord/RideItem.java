// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A ride as an item of the table.
final class RideItem {
  static final String KEY = "RideId";

  private RideItem() {}

  static Map<String, AttributeValue> of(Ride ride) {
    var unicorn = ride.unicorn();
    return Map.of(
        KEY,
        AttributeValue.fromS(ride.rideId()),
        "Unicorn",
        AttributeValue.fromM(
            Map.of(
                "Name", AttributeValue.fromS(unicorn.name()),
                "Color", AttributeValue.fromS(unicorn.color()),
                "DeviceId", AttributeValue.fromS(unicorn.deviceId()))),
        "RequestTime",
        AttributeValue.fromS(ride.requestTime()),
        "DiscountMultiplier",
        AttributeValue.fromN(ride.discountMultiplier().toPlainString()));
  }

  /// Whether an item holds this ride, whatever else it holds.
  static boolean holds(Map<String, AttributeValue> item, Ride ride) {
    return of(ride).entrySet().stream()
        .allMatch(field -> isSame(field.getValue(), item.get(field.getKey())));
  }

  /// DynamoDB writes numbers its own way, so they are compared by value.
  private static boolean isSame(AttributeValue expected, @Nullable AttributeValue found) {
    if (found == null || expected.type() != found.type()) {
      return false;
    }
    return expected.type() == AttributeValue.Type.N
        ? new BigDecimal(expected.n()).compareTo(new BigDecimal(found.n())) == 0
        : expected.equals(found);
  }
}
