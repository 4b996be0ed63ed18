// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.amazonaws.services.lambda.runtime.Context;
import io.wildrydes.kit.http.HttpProblem;
import io.wildrydes.kit.http.Request;
import io.wildrydes.kit.http.Response;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Metric;
import io.wildrydes.kit.telemetry.Milestone;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.requestride.RideSteps.Recording;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// Gives a rider a unicorn: asks fleet, promo and record, in that order, and answers 201.
///
/// The id of a ride is unique whatever the random seed says: environments that draw from the same
/// seed would give different rides the same id, and the second would be refused or, when fragile,
/// lost.
final class RequestRide {
  private static final EventLog LOG = EventLog.of(RequestRide.class);

  private final Telemetry telemetry;
  private final Modes modes;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  RequestRide(Telemetry telemetry, Modes modes, Supplier<UUID> ids, InstantSource clock) {
    this.telemetry = telemetry;
    this.modes = modes;
    this.ids = ids;
    this.clock = clock;
  }

  Response request(Request request, Context lambda) {
    var start = clock.instant();
    var budget = Budget.of(lambda, clock);
    var pickup = pickup(request);
    var rideId = ids.get().toString();
    telemetry.tag(LogField.rideId(rideId));
    LOG.milestone(Milestone.RIDE_REQUEST_RECEIVED);
    try {
      var steps = modes.begin(request.correlationId(), budget);
      var unicorn = step("get_ride", steps::unicorn, _ -> Milestone.RIDE_UNICORN_ASSIGNED);
      var discount =
          step(
              "get_ride_discount",
              () -> steps.discount(pickup),
              _ -> Milestone.RIDE_DISCOUNT_APPLIED);
      var ride = new Ride(rideId, unicorn, start, discount);
      var _ = step("record_ride", () -> steps.record(ride), Recording::milestone);
      LOG.milestone(Milestone.RIDE_REQUEST_COMPLETED, LogField.duration(since(start)));
      telemetry.metrics().count(Metric.RIDES_COMPLETED);
      return Response.json(201, ride.toJson());
    } catch (InterruptedException e) {
      telemetry.metrics().count(Metric.RIDES_FAILED);
      Thread.currentThread().interrupt();
      throw new RideFailedException("interrupted, the environment is stopping", e);
    } catch (RuntimeException e) { // foreseen or not, the rider gets 502 or 503
      telemetry.metrics().count(Metric.RIDES_FAILED);
      throw e;
    }
  }

  /// Thrown within the subsegment, a refusal would make a fault of what is the caller's mistake.
  private PickupLocation pickup(Request request) {
    Supplier<PickupLocation> read =
        telemetry
            .tracer()
            .subsegment(
                "get_pickup_location",
                span -> {
                  try {
                    var pickup = PickupLocation.from(request.jsonObject());
                    return () -> pickup;
                  } catch (HttpProblem refusal) {
                    span.status(400);
                    telemetry.metrics().count(Metric.RIDES_REJECTED);
                    return () -> {
                      throw refusal;
                    };
                  }
                });
    return read.get();
  }

  private <T> T step(String name, Step<T> step, Function<T, Milestone> milestone)
      throws InterruptedException {
    var start = clock.instant();
    T result = telemetry.tracer().subsegment(name, _ -> step.run());
    LOG.milestone(milestone.apply(result), LogField.duration(since(start)));
    return result;
  }

  private Duration since(Instant start) {
    return Duration.between(start, clock.instant());
  }

  @FunctionalInterface
  private interface Step<T> {
    T run() throws InterruptedException;
  }
}
