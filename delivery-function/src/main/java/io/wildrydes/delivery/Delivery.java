// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.github.resilience4j.retry.Retry;
import io.wildrydes.kit.Pause;
import java.time.Duration;

/// Brings one order to the partner, or says why not. What is tried again and when is resilience4j's
/// decision by [RetryPolicy]; waiting and the deadline are ours, since its own synchronous retry
/// knows no deadline and sleeps where no test can reach.
final class Delivery {
  private final PartnerCalls calls;
  private final RetryPolicies policies;
  private final Pause pause;

  Delivery(PartnerCalls calls, RetryPolicies policies, Pause pause) {
    this.calls = calls;
    this.policies = policies;
    this.pause = pause;
  }

  /// Returns how the successful try ended.
  ///
  /// @throws DeliveryFailedException when the order was given up
  /// @throws io.wildrydes.kit.settings.ValueUnavailableException when settings or the way to the
  ///   partner were never read
  Outcome.Answered deliver(Order order, Deadline deadline) {
    try {
      return deliver(order, policies.until(deadline));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeliveryFailedException.interrupted(e);
    }
  }

  private Outcome.Answered deliver(Order order, RetryPolicy policy) throws InterruptedException {
    if (!policy.isTimeToStart()) {
      throw DeliveryFailedException.withoutATry();
    }
    var series = calls.begin(order, policy);
    var retry = Retry.of("delivery", policy.tries()).<Outcome>asyncContext();
    while (true) {
      var outcome = series.next();
      if (outcome instanceof Outcome.Answered answered && outcome.isSuccess()) {
        return answered;
      }
      var waitMillis = retry.onResult(outcome);
      if (waitMillis < 0) {
        throw DeliveryFailedException.after(
            series.made(), outcome, outcome.isPassing() ? "tries used up" : "not worth a retry");
      }
      var wait = Duration.ofMillis(waitMillis);
      if (!policy.isTimeAfter(wait)) {
        throw DeliveryFailedException.after(series.made(), outcome, "no time for another try");
      }
      pause.last(wait);
    }
  }
}
