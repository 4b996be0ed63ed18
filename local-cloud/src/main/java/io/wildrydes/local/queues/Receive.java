// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Duration;

/// What a consumer asks of a queue.
///
/// @param maxMessages at most so many
/// @param maxBytes at most so many bytes of messages, though never fewer than one message
/// @param hideFor how long the messages stay hidden from others
record Receive(int maxMessages, long maxBytes, Duration hideFor) {
  /// Without a limit on bytes.
  static Receive of(int maxMessages, Duration hideFor) {
    return new Receive(maxMessages, Long.MAX_VALUE, hideFor);
  }
}
