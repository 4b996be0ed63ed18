// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import com.amazonaws.services.lambda.runtime.Context;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.settings.ValueUnavailableException;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Milestone;
import io.wildrydes.kit.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Records the rides that wait in the queue, one after another. Each has an even share of the time
/// that is left, and one without time, or not recorded in it, goes back to the queue alone.
/// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>
///
/// A message that can never be recorded (no ride, or another ride's id) goes back as well, and
/// reaches the dead-letter queue by the queue's count of receives. To take it for done would lose a
/// ride that somebody was promised, and only the dead-letter queue keeps it for a person to judge.
/// It costs a refused write each time; the line at ERROR tells of it from the first time on.
final class DeferredRides {
  private static final EventLog LOG = EventLog.of(DeferredRides.class);
  private static final Duration TRY_LIMIT = Duration.ofSeconds(2);

  private final Telemetry telemetry;
  private final Recording recording;
  private final InstantSource clock;

  DeferredRides(Telemetry telemetry, Recording recording, InstantSource clock) {
    this.telemetry = telemetry;
    this.recording = recording;
    this.clock = clock;
  }

  void handle(InputStream in, OutputStream out, Context lambda) throws IOException {
    var deadline = Deadline.of(lambda, clock);
    try (var invocation = telemetry.begin(lambda)) {
      var messages = messages(in);
      var failures = new ArrayList<BatchResponse.Failure>();
      for (var i = 0; i < messages.size(); i++) {
        invocation.untag();
        var message = messages.get(i);
        if (!isRecorded(message, deadline.shareOf(messages.size() - i))) {
          failures.add(new BatchResponse.Failure(message.id()));
        }
      }
      Json.MAPPER.writeValue(out, new BatchResponse(failures));
    }
  }

  private static List<DeferredRide> messages(InputStream in) throws IOException {
    try {
      return DeferredRide.batch(in);
    } catch (MalformedRideException e) {
      LOG.error("invocation failed", e);
      throw e;
    }
  }

  /// The boundary around one message: whatever befalls it, the others of the batch have their turn.
  private boolean isRecorded(DeferredRide message, Deadline deadline) {
    try {
      var _ = telemetry.tracer().subsegment("record", _ -> recorded(message, deadline));
      return true;
    } catch (RuntimeException e) {
      report(e);
      LOG.warn("message goes back to the queue", LogField.name(message.id()));
      return false;
    }
  }

  private Outcome.Stored recorded(DeferredRide message, Deadline deadline) {
    var detail = message.detail();
    var correlationId = DeferredRide.correlationIdOf(detail);
    correlationId.map(LogField::correlationId).ifPresent(telemetry::tag);
    Ride.idOf(detail).map(LogField::rideId).ifPresent(telemetry::tag);
    if (correlationId.isEmpty()) {
      LOG.warn("correlation id lost, the ride is recorded without it");
    }
    LOG.milestone(Milestone.RECORD_REQUEST_RECEIVED);
    return recording.record(Ride.from(detail), () -> new Budget(deadline, TRY_LIMIT));
  }

  private static void report(RuntimeException failure) {
    switch (failure) {
      case MalformedRideException e ->
          LOG.error("ride can never be recorded", e, LogField.reason(e.reason()));
      case RideIdTakenException e ->
          LOG.error("ride can never be recorded", e, LogField.reason("id of another ride"));
      case NotRecordedException e -> LOG.warn("ride not recorded", e, LogField.reason(e.reason()));
      case ValueUnavailableException e ->
          LOG.warn("ride not recorded", e, LogField.reason("settings not readable"));
      default -> LOG.error("ride not recorded", failure, LogField.reason("unforeseen"));
    }
  }

  /// The messages of a batch that go back to the queue, as Lambda reads it.
  ///
  /// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting>
  private record BatchResponse(List<Failure> batchItemFailures) {
    private record Failure(String itemIdentifier) {}
  }
}
