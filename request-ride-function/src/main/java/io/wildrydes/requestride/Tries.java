// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.kit.Pause;
import io.wildrydes.kit.http.Body;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.random.RandomGenerator;

/// The calls of one resilient ride: each service is tried twice at most, again only after what may
/// pass with the service, and never beyond the budget. Every try that failed leaves a WARN.
///
/// @param random spreads the waits between tries
record Tries(
    InternalApi api, Pause pause, RandomGenerator random, String correlationId, Budget budget) {
  private static final EventLog LOG = EventLog.of(Tries.class);

  /// Returns how the last try ended.
  Outcome call(Service service, Body body) throws InterruptedException {
    if (!budget.allowsTry(service, Duration.ZERO)) {
      return new Outcome.Untried();
    }
    var outcome = attempt(new Call(service, body, correlationId, 1));
    for (var attempt = 2; attempt <= Budget.TRIES && isWorthAnother(outcome); attempt++) {
      if (!hasTimeAfterWaiting(service)) {
        return outcome;
      }
      outcome = attempt(new Call(service, body, correlationId, attempt));
    }
    return outcome;
  }

  private static boolean isWorthAnother(Outcome outcome) {
    return outcome.isPassing() && !(outcome instanceof Outcome.Unsigned);
  }

  /// Waits, if that leaves time for a try, and returns whether it did: a wait can last longer than
  /// it was asked to.
  private boolean hasTimeAfterWaiting(Service service) throws InterruptedException {
    var wait = waitBeforeNext();
    if (!budget.allowsTry(service, wait)) {
      return false;
    }
    pause.last(wait);
    return budget.allowsTry(service, Duration.ZERO);
  }

  private Duration waitBeforeNext() {
    var min = Budget.MIN_WAIT.toMillis();
    return Duration.ofMillis(random.nextLong(min, Budget.MAX_WAIT.toMillis() + 1));
  }

  private Outcome attempt(Call call) throws InterruptedException {
    var start = budget.clock().instant();
    Outcome outcome;
    try {
      outcome = new Outcome.Answered(api.send(call, budget.limitFor(call.service())));
    } catch (NoCredentialsException e) {
      outcome = new Outcome.Unsigned(e);
    } catch (IOException e) {
      outcome = new Outcome.Unanswered(e);
    }
    if (!outcome.isSuccess()) {
      report(call, outcome, Duration.between(start, budget.clock().instant()));
    }
    return outcome;
  }

  private static void report(Call call, Outcome outcome, Duration took) {
    var fields = new ArrayList<LogField>();
    fields.add(LogField.name(call.service().logName()));
    fields.add(LogField.attempt(call.attempt()));
    outcome.status().map(LogField::statusCode).ifPresent(fields::add);
    fields.add(LogField.duration(took));
    fields.add(LogField.reason(outcome.summary()));
    LOG.warn("call failed", outcome.failure().orElse(null), fields.toArray(LogField[]::new));
  }
}
