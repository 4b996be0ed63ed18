// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message in one queue and how far it has got there; guarded by the queue's lock.
final class QueueEntry {
  final Message message;
  final long arrival;
  Instant visibleAt = Instant.MIN;
  Instant receivedAt = Instant.MIN;
  @Nullable Instant firstReceivedAt;
  @Nullable String deadLetterSource;
  boolean isDelayed;
  int receiveCount;
  long receive;

  QueueEntry(Message message, long arrival) {
    this.message = message;
    this.arrival = arrival;
  }
}
