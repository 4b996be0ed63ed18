// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import io.wildrydes.local.aws.PlatformWaits;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a rule does when a target does not take an event: tries again with growing, jittered pauses
/// until attempts or age run out, then writes a dead letter. Covers handing over only, never what
/// the target does later.
///
/// See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html. AWS
/// names exponential backoff with jitter but no numbers: here 1 s, doubling up to 8 minutes, each
/// times a random factor from 0.5 to 1.5, so that the default 185 retries fill about the default 24
/// hours. When no further try fits into the age, the dead letter is written at once.
final class RetryRules {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(8);
  private static final int DOUBLINGS = 9; // 2^9 s is past the longest pause

  private final PlatformWaits waits;
  private final RandomGenerator random;

  RetryRules(PlatformWaits waits, RandomGenerator random) {
    this.waits = waits;
    this.random = random;
  }

  /// What follows this outcome of the delivery's last try.
  Next after(Delivery delivery, HandOver outcome, Instant now) {
    return switch (outcome) {
      case HandOver.Delivered() -> new Next.Done();
      case HandOver.Permanent(var code, var message) -> giveUp(delivery, code, message, null);
      case HandOver.Retriable(var code, var message) -> {
        var policy = delivery.target().retries();
        if (delivery.retries() >= policy.maxAttempts()) {
          yield giveUp(delivery, code, message, "MaximumRetryAttempts");
        }
        var due = now.plus(waits.of(pause(delivery.retries())));
        yield due.isAfter(delivery.since().plus(waits.of(policy.maxAge())))
            ? giveUp(delivery, code, message, "MaximumEventAgeInSeconds")
            : new Next.Retry(delivery.retriedAt(due));
      }
    };
  }

  /// The end of a delivery that will not be tried again: a dead letter where the target has a queue
  /// for them.
  ///
  /// @param exhausted the limit of the retry policy that was reached, if one was
  static Next giveUp(Delivery delivery, String code, String message, @Nullable String exhausted) {
    var queueArn = delivery.target().deadLetterArn();
    if (queueArn == null) {
      return new Next.Dropped(code, message);
    }
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("RULE_ARN", delivery.rule().arn());
    attributes.put("TARGET_ARN", delivery.target().arn());
    attributes.put("ERROR_CODE", code);
    attributes.put("ERROR_MESSAGE", message.isBlank() ? code : message);
    attributes.put("RETRY_ATTEMPTS", Integer.toString(delivery.retries()));
    if (exhausted != null) {
      attributes.put("EXHAUSTED_RETRY_CONDITION", exhausted);
    }
    var event = delivery.event();
    return new Next.DeadLetter(
        queueArn, new Outgoing(event.text(), attributes, event.trace(), delivery.rule().arn()));
  }

  private Duration pause(int retries) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(retries, DOUBLINGS));
    var bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    return Duration.ofNanos((long) (bounded.toNanos() * (0.5 + random.nextDouble())));
  }
}
