// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Milestone;
import io.wildrydes.kit.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Makes the writes of a ride, measures and reports each.
final class Writes {
  private static final EventLog LOG = EventLog.of(Writes.class);

  private final Telemetry telemetry;
  private final RideRecords records;
  private final InstantSource clock;

  Writes(Telemetry telemetry, RideRecords records, InstantSource clock) {
    this.telemetry = telemetry;
    this.records = records;
    this.clock = clock;
  }

  /// @param attempt from 1
  Outcome once(Ride ride, int attempt, Duration limit) {
    telemetry.tag(LogField.attempt(attempt));
    return reported(() -> records.put(ride, limit));
  }

  /// @throws RuntimeException how the last write failed
  Outcome stubbornly(Ride ride) {
    return reported(() -> records.putStubbornly(ride));
  }

  private Outcome reported(Supplier<Outcome> write) {
    var start = clock.instant();
    var outcome = write.get();
    var took = LogField.duration(Duration.between(start, clock.instant()));
    switch (outcome) {
      case Outcome.Stored stored ->
          LOG.milestone(Milestone.SAVED_IN_DATABASE, took, LogField.reason(stored.summary()));
      case Outcome.IdTaken _ -> {} // the caller is told
      case Outcome.Failed(var trouble, var cause) ->
          LOG.warn(
              "ride not written",
              trouble == Trouble.THROTTLED ? null : cause, // a stack trace says nothing of it
              took,
              LogField.reason(trouble.summary()));
    }
    return outcome;
  }
}
