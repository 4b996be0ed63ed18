// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

/// Who sends a message.
public sealed interface Sender {
  /// The principal, for messages to people and for the sender's id.
  String principal();

  /// A service of AWS that acts for one of its resources; the queue's policy must allow it.
  ///
  /// @param principal such as `events.amazonaws.com`
  /// @param sourceArn the resource, such as a rule's ARN
  record Service(String principal, String sourceArn) implements Sender {}

  /// A user or role of the queue's own account. Such a caller is allowed by its own policies, which
  /// are not enforced here; Lambda puts dead letters into queues as the function's role.
  record Caller(String principal) implements Sender {}
}
