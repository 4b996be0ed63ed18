// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import java.time.Duration;

/// How long a rule keeps trying to hand an event to a target.
///
/// @param maxAttempts retries after the first try
/// @param maxAge counted from the first try
record RetryPolicy(int maxAttempts, Duration maxAge) {
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html
  static final RetryPolicy DEFAULT = new RetryPolicy(185, Duration.ofHours(24));
}
