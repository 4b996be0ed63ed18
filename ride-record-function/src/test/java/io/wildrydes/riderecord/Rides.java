// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import java.math.BigDecimal;

/// Sample rides, as values and as the JSON that is posted.
final class Rides {
  static final String ID = "0f8b1f2e-5d9c-4c57-9a4e-3f1f2f7f9c10";

  private Rides() {}

  static Ride aRide() {
    return withId(ID);
  }

  static Ride withId(String id) {
    return new Ride(
        id,
        new Ride.Unicorn("Shadowfax", "White", "21fc3d3a-f26a-11e8-9109-8c859074f8c7"),
        "2026-01-15T10:15:30.187Z",
        new BigDecimal("0.85"));
  }

  /// Another ride than [#aRide] with its id.
  static Ride anotherWithTheSameId() {
    var ride = aRide();
    return new Ride(
        ride.rideId(), ride.unicorn(), "2026-01-15T10:15:31.000Z", ride.discountMultiplier());
  }

  static String json() {
    return json(aRide());
  }

  static String json(Ride ride) {
    return """
    {"RideId":"%s","Unicorn":{"Name":"%s","Color":"%s","DeviceId":"%s"},\
    "RequestTime":"%s","DiscountMultiplier":%s}\
    """
        .formatted(
            ride.rideId(),
            ride.unicorn().name(),
            ride.unicorn().color(),
            ride.unicorn().deviceId(),
            ride.requestTime(),
            ride.discountMultiplier().toPlainString());
  }
}
