// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Metric;
import io.wildrydes.kit.telemetry.Milestone;
import io.wildrydes.kit.telemetry.Telemetry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;

/// Makes the calls of a delivery, numbers them and reports each.
final class PartnerCalls {
  private static final EventLog LOG = EventLog.of(PartnerCalls.class);

  private final Telemetry telemetry;
  private final Partner partner;
  private final PartnerAccess partnerAccess;
  private final InstantSource clock;

  PartnerCalls(
      Telemetry telemetry, Partner partner, PartnerAccess partnerAccess, InstantSource clock) {
    this.telemetry = telemetry;
    this.partner = partner;
    this.partnerAccess = partnerAccess;
    this.clock = clock;
  }

  /// @throws io.wildrydes.kit.settings.ValueUnavailableException when the way to the partner was
  ///   never read
  Series begin(Order order, RetryPolicy policy) {
    return new Series(order, policy);
  }

  /// The calls for one order.
  final class Series {
    private final Order order;
    private final RetryPolicy policy;
    private Access access = partnerAccess.current();
    private boolean accessRenewed;
    private int attempt;

    private Series(Order order, RetryPolicy policy) {
      this.order = order;
      this.policy = policy;
    }

    /// Calls once, and once more if the partner refused a key that has been replaced since; that
    /// happens once in a series.
    Outcome next() throws InterruptedException {
      var outcome = call();
      return outcome.isForbidden() && renewAccess() ? call() : outcome;
    }

    int made() {
      return attempt;
    }

    private Outcome call() throws InterruptedException {
      attempt++;
      telemetry.tag(LogField.attempt(attempt));
      telemetry.metrics().count(Metric.DELIVERY_ATTEMPTS);
      var start = clock.instant();
      Outcome outcome;
      try {
        var answer = policy.send(partner, new Call(order, access, attempt));
        var end = clock.instant();
        outcome = new Outcome.Answered(answer, end, Duration.between(start, end));
      } catch (IOException e) {
        var end = clock.instant();
        outcome = new Outcome.Unanswered(e, end, Duration.between(start, end));
      }
      report(outcome);
      return outcome;
    }

    private boolean renewAccess() {
      if (accessRenewed || !policy.isTimeAfter(Duration.ZERO)) {
        return false;
      }
      accessRenewed = true;
      var refused = access;
      access = partnerAccess.insteadOf(refused);
      LOG.info("partner refused the key, read again");
      return !access.equals(refused) && policy.isTimeAfter(Duration.ZERO);
    }

    private static void report(Outcome outcome) {
      if (outcome.isSuccess()) {
        return; // DELIVERY_COMPLETED says it
      }
      var fields = new ArrayList<LogField>();
      outcome.status().map(LogField::statusCode).ifPresent(fields::add);
      fields.add(LogField.duration(outcome.took()));
      fields.add(LogField.reason(outcome.summary()));
      LOG.milestone(
          Milestone.DELIVERY_ATTEMPT_FAILED,
          outcome.failure().orElse(null),
          fields.toArray(LogField[]::new));
    }
  }
}
