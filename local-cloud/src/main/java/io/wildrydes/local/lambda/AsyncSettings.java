// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How asynchronous events for one function and qualifier are retried and where they end.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html.
///
/// @param maxRetries tries after a first one that ended in a function error, 0 to 2
/// @param maxAge an event older than this is given up
/// @param onSuccess the ARN of a queue or function told of success
/// @param onFailure the ARN of a queue or function told of failure
record AsyncSettings(
    int maxRetries, Duration maxAge, @Nullable String onSuccess, @Nullable String onFailure) {
  static final Duration LONGEST_AGE = Duration.ofHours(6);
  static final AsyncSettings DEFAULT = new AsyncSettings(2, LONGEST_AGE, null, null);
}
