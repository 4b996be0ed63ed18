// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a rule sends matching events.
///
/// @param arn a Lambda function, version or alias, or an SQS queue
/// @param deadLetterArn the queue for what could not be handed over; without one it is dropped
record Target(
    String id, String arn, TargetInput input, RetryPolicy retries, @Nullable String deadLetterArn) {

  private static final Pattern QUEUE = Pattern.compile("arn:[^:]+:sqs:[^:]*:[^:]*:[A-Za-z0-9_-]+");
  private static final Pattern FUNCTION =
      Pattern.compile("arn:[^:]+:lambda:[^:]*:[^:]*:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?");

  boolean isQueue() {
    return isQueue(arn);
  }

  /// Whether the ARN is that of a standard queue.
  static boolean isQueue(String arn) {
    return QUEUE.matcher(arn).matches();
  }

  static boolean isFunction(String arn) {
    return FUNCTION.matcher(arn).matches();
  }
}
