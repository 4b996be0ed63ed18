// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A function of the ride chain, as a campaign finds it: its processes by their handler, its log by
/// its name.
enum RideFunction {
  REQUEST_RIDE(Trouble.REQUEST_RIDE_KILL, "requestride.RequestRideHandler"),
  RIDE_FLEET(Trouble.RIDE_FLEET_KILL, "ridefleet.RideFleetHandler"),
  PROMO(Trouble.PROMO_KILL, "promo.PromoHandler"),
  PUT_RIDE_RECORD(Trouble.PUT_RIDE_RECORD_KILL, "riderecord.PutRideRecordHandler"),
  PUT_DEFERRED_RIDE_RECORD(
      Trouble.PUT_DEFERRED_RIDE_RECORD_KILL, "riderecord.PutDeferredRideRecordHandler");

  private final Trouble killing;
  private final String handler;

  RideFunction(Trouble killing, String handler) {
    this.killing = killing;
    this.handler = handler;
  }

  /// The trouble that kills it.
  Trouble killing() {
    return killing;
  }

  String handler() {
    return "io.wildrydes." + handler;
  }

  /// How the name of its log file ends.
  String logFile() {
    return "-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".log";
  }

  /// The function that this trouble kills, if it kills one.
  static Optional<RideFunction> killedBy(Trouble trouble) {
    return Stream.of(values()).filter(function -> function.killing == trouble).findFirst();
  }
}
