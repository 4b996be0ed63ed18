// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

/// How handing an event to a target ended.
///
/// The codes are those that EventBridge writes into a dead letter's `ERROR_CODE`, see
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html.
public sealed interface HandOver {
  /// The target has it; what it does with it is no longer the rule's concern.
  record Delivered() implements HandOver {}

  /// The target could not take it now; another try may do.
  record Retriable(String code, String message) implements HandOver {}

  /// No further try can do, so none is made.
  record Permanent(String code, String message) implements HandOver {}

  static HandOver delivered() {
    return new Delivered();
  }

  /// The target refused for its rate or concurrency.
  static HandOver throttled(String message) {
    return new Retriable("THROTTLING", message);
  }

  /// The target failed on its own account, as with a 5xx.
  static HandOver targetFailed(String message) {
    return new Retriable("ERROR_FROM_TARGET", message);
  }

  /// There is no such queue or function.
  static HandOver noResource(String message) {
    return new Permanent("NO_RESOURCE", message);
  }

  /// The target's policy does not let this rule in.
  static HandOver noPermissions(String message) {
    return new Permanent("NO_PERMISSIONS", message);
  }

  /// The target refused what was sent, as with a 4xx.
  static HandOver invalidParameter(String message) {
    return new Permanent("INVALID_PARAMETER", message);
  }
}
