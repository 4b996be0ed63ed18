// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a campaign goes.
///
/// @param seed makes the order of troubles, their victims and the failing AWS calls repeatable
/// @param orders how many are sent, and a quarter as many rides, two a second at most
/// @param rate orders a second
/// @param template the stack's
/// @param folder logs, output and state of the campaign go here
/// @param waits how long the platform's waits last, as a share of AWS's: above 0 and at most 1
/// @param drainLimit how long orders may take to come to rest, at least a second
record CampaignPlan(
    long seed,
    int orders,
    double rate,
    Path template,
    Path folder,
    double waits,
    Duration drainLimit) {
  private static final int MAX_ORDERS = 100_000;
  private static final int MAX_RATE = 200;
  private static final int LEAST_ORDERS_PER_RIDE = 4;

  /// Each keeps an environment of two functions busy for seconds, and each environment is a
  /// process.
  private static final int MOST_RIDES_A_SECOND = 2;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final Duration LONGEST_EXTRA = Duration.ofMinutes(10);
  private static final Duration MAX_SENDING = Duration.ofMinutes(30);

  CampaignPlan {
    if (orders < 1 || orders > MAX_ORDERS || !(rate > 0) || rate > MAX_RATE) {
      throw new IllegalArgumentException(
          "%d orders at %s a second: at least 1 and at most %d orders, above 0 and at most %d a second"
              .formatted(orders, rate, MAX_ORDERS, MAX_RATE));
    }
    if (orders / rate > MAX_SENDING.toSeconds()) {
      throw new IllegalArgumentException(
          "%d orders at %s a second take longer than %d minutes; send fewer or faster"
              .formatted(orders, rate, MAX_SENDING.toMinutes()));
    }
    if (!(waits > 0 && waits <= 1)) {
      throw new IllegalArgumentException(
          "platform waits of %s of AWS's: above 0 and at most 1".formatted(waits));
    }
    if (drainLimit.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "%d s to come to rest: at least 1".formatted(drainLimit.toSeconds()));
    }
  }

  /// This plan with its files in another folder.
  CampaignPlan in(Path other) {
    return new CampaignPlan(seed, orders, rate, template, other, waits, drainLimit);
  }

  /// How long the good and the bad times last that take turns.
  Duration pause() {
    var tenth = sending().dividedBy(10);
    return tenth.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : tenth;
  }

  /// The share of functions' AWS calls that fail all the time.
  List<String> apiFaults() {
    return List.of(
        "ssm=throttle-error:0.2",
        "ssm=unavailable-error:0.1",
        "secretsmanager=throttle-error:0.25",
        "secretsmanager=internal-error:0.25",
        "dynamodb=internal-error:0.05",
        "dynamodb=unavailable-error:0.05",
        "events=throttle-error:0.1",
        "events=internal-error:0.1");
  }

  /// Short timeouts, so that what hangs is noticed within the campaign, and a table that takes half
  /// of the rides, one a second at least, so that the others take the long way.
  List<String> parameters() {
    return List.of(
        "DeliveryTimeout=10",
        "DeliveryVisibilityTimeout=60",
        "NotificationTimeout=10",
        "PutDeferredRideRecordTimeout=5",
        "RideRecordVisibilityTimeout=240",
        "RideRecordCapacity=provisioned",
        "RideRecordWriteCapacity=" + Math.max(1, (int) (rate / ordersPerRide() / 2)));
  }

  /// Whether a ride is asked for when this order is sent.
  boolean hasRide(int order) {
    return order % ordersPerRide() == 0;
  }

  private int ordersPerRide() {
    return Math.max(LEAST_ORDERS_PER_RIDE, (int) Math.ceil(rate / MOST_RIDES_A_SECOND));
  }

  /// Where sending ends at the latest, though not every kind of trouble has come.
  int mostOrders() {
    return orders + (int) Math.ceil(rate * LONGEST_EXTRA.toSeconds());
  }

  /// When the order is due after the start.
  Duration dueAfter(int order) {
    return Duration.ofNanos((long) (order / rate * 1e9));
  }

  /// How long sending takes.
  Duration sending() {
    return dueAfter(orders);
  }
}
