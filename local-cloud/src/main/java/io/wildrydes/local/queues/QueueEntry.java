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

  QueueEntry(StoredMessage stored, long arrival) {
    this(stored.message(), arrival);
    var receives = stored.receives();
    receiveCount = receives.count();
    receive = receives.handle();
    firstReceivedAt = receives.first();
    receivedAt = receives.last();
    deadLetterSource = stored.deadLetterSource();
  }

  /// The entry as a value. One that was about to leave for another queue is visible.
  StoredMessage stored() {
    var receives = new StoredMessage.Receives(receiveCount, receive, firstReceivedAt, receivedAt);
    var turn = visibleAt.equals(Instant.MAX) ? message.sentAt() : visibleAt;
    return new StoredMessage(message, turn, receives, deadLetterSource);
  }
}
