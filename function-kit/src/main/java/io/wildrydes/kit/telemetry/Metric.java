// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

/// The metrics functions emit, namespace `WildRydes`, dimension `Service`. `docs/metrics.md` is the
/// same list for people, held equal by a test.
public enum Metric {
  COLD_STARTS("ColdStarts", Unit.COUNT),
  RIDES_COMPLETED("RidesCompleted", Unit.COUNT),
  RIDES_REJECTED("RidesRejected", Unit.COUNT),
  RIDES_FAILED("RidesFailed", Unit.COUNT),
  DISCOUNT_FALLBACKS("DiscountFallbacks", Unit.COUNT),
  RIDE_RECORDS_DEFERRED("RideRecordsDeferred", Unit.COUNT),
  ORDERS_ACCEPTED("OrdersAccepted", Unit.COUNT),
  ORDERS_REJECTED("OrdersRejected", Unit.COUNT),
  PUBLISH_FAILURES("PublishFailures", Unit.COUNT),
  DELIVERY_ATTEMPTS("DeliveryAttempts", Unit.COUNT),
  DELIVERIES_COMPLETED("DeliveriesCompleted", Unit.COUNT),
  DELIVERIES_FAILED("DeliveriesFailed", Unit.COUNT),
  DELIVERY_LEAD_TIME("DeliveryLeadTime", Unit.MILLISECONDS),
  SLOW_CALLS("SlowCalls", Unit.COUNT);

  private final String wireName;
  private final Unit unit;

  Metric(String wireName, Unit unit) {
    this.wireName = wireName;
    this.unit = unit;
  }

  String wireName() {
    return wireName;
  }

  Unit unit() {
    return unit;
  }

  /// CloudWatch's names for units, as far as used.
  enum Unit {
    COUNT("Count"),
    MILLISECONDS("Milliseconds");

    private final String wireName;

    Unit(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }
}
