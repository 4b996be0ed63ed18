// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import io.wildrydes.kit.http.HttpProblem;
import io.wildrydes.kit.http.Request;
import io.wildrydes.kit.http.Response;
import io.wildrydes.kit.settings.ValueUnavailableException;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Milestone;
import io.wildrydes.kit.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;

/// Records the ride that a caller waits for: 201 once it is in the table, 200 when it was there.
///
/// Once the settings are known, a resilient answer comes within 1.2 s, so that the caller still has
/// time to do something else about the ride; looking at settings again is 0.3 s at most, and both
/// together are the 1.5 s that RequestRide waits. After 503 the ride may be in the table; sending
/// it again is safe.
final class PutRideRecord {
  static final Duration BUDGET = Duration.ofMillis(1200);

  private static final EventLog LOG = EventLog.of(PutRideRecord.class);

  /// Leaves time for a second try on a new connection.
  private static final Duration TRY_LIMIT = Duration.ofMillis(800);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final Telemetry telemetry;
  private final Recording recording;
  private final InstantSource clock;

  PutRideRecord(Telemetry telemetry, Recording recording, InstantSource clock) {
    this.telemetry = telemetry;
    this.recording = recording;
    this.clock = clock;
  }

  Response put(Request request) {
    var ride = rideOf(request);
    var status =
        switch (recorded(ride)) {
          case SAVED -> 201;
          case ALREADY_THERE -> 200;
        };
    return Response.json(status, new Answer(true));
  }

  private Ride rideOf(Request request) {
    var object = request.jsonObject();
    Ride.idOf(object).map(LogField::rideId).ifPresent(telemetry::tag);
    LOG.milestone(Milestone.RECORD_REQUEST_RECEIVED);
    try {
      return Ride.from(object);
    } catch (MalformedRideException e) {
      throw HttpProblem.invalidRequest(e.reason());
    }
  }

  private Outcome.Stored recorded(Ride ride) {
    try {
      return recording.record(ride, () -> new Budget(Deadline.in(BUDGET, clock), TRY_LIMIT));
    } catch (RideIdTakenException _) {
      throw HttpProblem.conflict("RideId belongs to another ride");
    } catch (ValueUnavailableException e) {
      throw HttpProblem.unavailable("the settings are not readable now", RETRY_AFTER, e);
    } catch (NotRecordedException e) {
      throw e.isPassing()
          ? HttpProblem.unavailable(
              "the table of rides did not take the ride, send it again", RETRY_AFTER, e)
          : HttpProblem.dependencyFailed("the table of rides refused the ride", e);
    }
  }

  private record Answer(boolean success) {}
}
