// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Duration;
import java.time.Instant;

/// How many batches a mapping may have under way: five at first, up to 300 more a minute while
/// there is work for them, and fewer while invocations fail or are throttled. Not thread-safe.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html. **Differs:** AWS
/// does not say how far it backs off; here it is by one batch a failure, down to two.
final class PollerScale {
  private static final int START = 5;
  private static final int FLOOR = 2;
  private static final Duration STEP = Duration.ofMinutes(1).dividedBy(300);

  private final int maximum;
  private int allowed;
  private Instant changedAt;

  PollerScale(int maximum, Instant now) {
    this.maximum = maximum;
    this.allowed = Math.min(START, maximum);
    this.changedAt = now;
  }

  /// Whether one more batch may start beside those under way; when all are taken for long enough,
  /// there is one more.
  boolean admits(int underWay, Instant now) {
    if (underWay < allowed) {
      return true;
    }
    if (allowed < maximum && !now.isBefore(changedAt.plus(STEP))) {
      allowed++;
      changedAt = now;
    }
    return underWay < allowed;
  }

  /// The queue has run dry.
  void idle(Instant now) {
    allowed = Math.min(START, maximum);
    changedAt = now;
  }

  /// An invocation failed or was throttled.
  void backOff(Instant now) {
    allowed = Math.max(Math.min(FLOOR, maximum), allowed - 1);
    changedAt = now;
  }
}
