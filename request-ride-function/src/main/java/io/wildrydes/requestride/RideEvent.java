// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

/// A ride that the record service did not take in time, as it goes onto the event bus: the ride
/// with `meta_data` added.
///
/// @param detail JSON text
record RideEvent(String detail) {
  static final String SOURCE = "wild-rydes.request-ride";
  static final String DETAIL_TYPE = "ride-record-requested";

  static RideEvent of(Ride ride, String correlationId) {
    var detail = ride.toJson();
    detail
        .putObject("meta_data")
        .put("correlation_id", correlationId)
        .put("requested_at", ride.requestTimeText());
    return new RideEvent(detail.toString());
  }
}
