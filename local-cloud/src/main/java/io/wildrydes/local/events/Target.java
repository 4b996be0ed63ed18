// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import org.jspecify.annotations.Nullable;

/// Where a rule sends matching events.
///
/// @param arn a Lambda function, version or alias, or an SQS queue
/// @param deadLetterArn the queue for what could not be handed over; without one it is dropped
record Target(
    String id, String arn, TargetInput input, RetryPolicy retries, @Nullable String deadLetterArn) {

  boolean isQueue() {
    return isQueue(arn);
  }

  static boolean isQueue(String arn) {
    return arn.matches("arn:[^:]+:sqs:[^:]*:[^:]*:[A-Za-z0-9_-]+");
  }

  static boolean isFunction(String arn) {
    return arn.matches("arn:[^:]+:lambda:[^:]*:[^:]*:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?");
  }
}
