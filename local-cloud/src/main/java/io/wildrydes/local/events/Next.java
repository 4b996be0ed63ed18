// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

/// What happens to a delivery after a try.
sealed interface Next {
  /// The target has it.
  record Done() implements Next {}

  record Retry(Delivery delivery) implements Next {}

  record DeadLetter(String queueArn, Outgoing message) implements Next {}

  /// Given up, and the target names no dead-letter queue.
  record Dropped(String code, String message) implements Next {}
}
