// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import io.wildrydes.local.aws.AwsException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One standard queue. Thread-safe: one private lock, never held while another queue is touched.
///
/// ```
/// byId     id -> entry               every message
/// byAge    (sentAt, arrival)         every message; the head is the next to expire
/// visible  (visibleAt, arrival)      what the next receive gives, from the head
/// hidden   (visibleAt, arrival)      delayed, in flight or leaving; the head is the next to be visible
/// ```
///
/// Each message is in exactly one of `visible` and `hidden`. See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html.
/// **Differs:** a receive sees the whole queue (AWS samples its servers when polling short) and
/// never gives a message twice within its visibility timeout.
final class MessageQueue {
  /// How many received messages a queue holds before it refuses to give more.
  static final int MAX_IN_FLIGHT = 120_000;

  private static final Duration PURGE_INTERVAL = Duration.ofSeconds(60);
  private static final Duration MAX_VISIBILITY = Duration.ofHours(12);
  private static final Comparator<QueueEntry> BY_TURN =
      Comparator.<QueueEntry, Instant>comparing(entry -> entry.visibleAt)
          .thenComparingLong(entry -> entry.arrival);
  private static final Comparator<QueueEntry> BY_AGE =
      Comparator.<QueueEntry, Instant>comparing(entry -> entry.message.sentAt())
          .thenComparingLong(entry -> entry.arrival);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final QueueAddress address;
  private final Instant createdAt;
  private final Map<String, QueueEntry> byId = new HashMap<>();
  private final TreeSet<QueueEntry> byAge = new TreeSet<>(BY_AGE);
  private final TreeSet<QueueEntry> visible = new TreeSet<>(BY_TURN);
  private final TreeSet<QueueEntry> hidden = new TreeSet<>(BY_TURN);
  private QueueSettings settings;
  private Instant modifiedAt;
  private @Nullable Instant purgedAt;
  private long arrivals;
  private int delayed;

  MessageQueue(QueueAddress address, QueueSettings settings, Instant createdAt) {
    this.address = address;
    this.settings = settings;
    this.createdAt = createdAt;
    this.modifiedAt = createdAt;
  }

  QueueAddress address() {
    return address;
  }

  QueueSettings settings() {
    return locked(() -> settings);
  }

  /// Changes the settings in one step.
  void change(UnaryOperator<QueueSettings> step, Instant now) {
    update(() -> {
      settings = step.apply(settings);
      modifiedAt = now;
    });
  }

  /// Adds a message that can be received once the delay is over.
  void put(Message message, Duration delay, Instant now) {
    update(() -> add(new QueueEntry(message, ++arrivals), now.plus(delay), now));
  }

  /// Adds a message that was received too often elsewhere. It keeps its id, its receive count and
  /// its age, so that its retention goes on from when it was first sent.
  void adopt(HeldMessage dead, String sourceArn, Instant now) {
    update(() -> {
      var entry = new QueueEntry(dead.message(), ++arrivals);
      entry.receiveCount = dead.receiveCount();
      entry.firstReceivedAt = dead.firstReceivedAt();
      entry.deadLetterSource = sourceArn;
      add(entry, now, now);
    });
  }

  /// Gives what is visible, oldest turn first, and hides it.
  ///
  /// @throws AwsException `OverLimit` when too many messages are in flight
  Received receive(Receive request, Instant now) {
    return locked(() -> {
      settle(now);
      if (isFull() && !visible.isEmpty()) {
        throw SqsErrors.overLimit();
      }
      var messages = new ArrayList<ReceivedMessage>();
      var dead = new ArrayList<HeldMessage>();
      long bytes = 0;
      while (messages.size() < request.maxMessages() && !visible.isEmpty()) {
        var entry = visible.getFirst();
        if (isSpent(entry)) {
          dead.add(hold(entry));
          continue;
        }
        bytes += entry.message.content().sizeBytes();
        if (bytes > request.maxBytes() && !messages.isEmpty()) {
          break;
        }
        messages.add(give(entry, request.hideFor(), now));
      }
      return new Received(List.copyOf(messages), List.copyOf(dead));
    });
  }

  /// Takes one visible message out of everybody's sight, on its way to another queue.
  Optional<HeldMessage> holdNext(Instant now) {
    return locked(() -> {
      settle(now);
      return visible.isEmpty() ? Optional.empty() : Optional.of(hold(visible.getFirst()));
    });
  }

  /// Drops a held message that has arrived elsewhere.
  void forget(String messageId) {
    update(() -> {
      var entry = byId.get(messageId);
      if (entry != null) {
        remove(entry);
      }
    });
  }

  /// Makes a held message visible again, because it could not go elsewhere.
  void unhold(String messageId, Instant now) {
    update(() -> {
      var entry = byId.get(messageId);
      if (entry != null) {
        schedule(entry, now, now);
      }
    });
  }

  /// Deletes the message, if the handle is of its last receive; an older handle, or a message that
  /// is gone, changes nothing.
  ///
  /// @throws AwsException when the handle is not of this queue
  void delete(String receiptHandle) {
    update(() -> {
      var handle = ReceiptHandle.parse(receiptHandle, address.arn());
      var entry = byId.get(handle.messageId());
      if (entry != null && entry.receive == handle.receive()) {
        remove(entry);
      }
    });
  }

  /// Hides a message in flight until that much after now; zero makes it visible at once.
  ///
  /// @throws AwsException when the handle is not of this queue, or the message is not in flight
  void hide(String receiptHandle, Duration hideFor, Instant now) {
    update(() -> {
      var handle = ReceiptHandle.parse(receiptHandle, address.arn());
      settle(now);
      var entry = byId.get(handle.messageId());
      if (entry == null || entry.receive != handle.receive()) {
        throw SqsErrors.invalidValue(
            receiptHandle,
            "ReceiptHandle",
            "Message does not exist or is not available for visibility timeout change.");
      }
      if (visible.contains(entry)) {
        throw SqsErrors.refused("MessageNotInflight", "The specified message isn't in flight.");
      }
      if (now.plus(hideFor).isAfter(entry.receivedAt.plus(MAX_VISIBILITY))) {
        throw SqsErrors.invalidValue(
            hideFor.toSeconds(),
            "VisibilityTimeout",
            "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
      }
      schedule(entry, now.plus(hideFor), now);
    });
  }

  /// Hides a message in flight for that long, if the handle still names it; otherwise changes
  /// nothing.
  void release(String receiptHandle, Duration hideFor, Instant now) {
    update(() -> {
      var handle = ReceiptHandle.parse(receiptHandle, address.arn());
      settle(now);
      var entry = byId.get(handle.messageId());
      if (entry != null && entry.receive == handle.receive() && hidden.contains(entry)) {
        schedule(entry, now.plus(hideFor), now);
      }
    });
  }

  /// When the message that was received with this handle becomes visible again.
  Optional<Instant> visibleAgainAt(String receiptHandle) {
    return locked(() -> {
      var handle = ReceiptHandle.parse(receiptHandle, address.arn());
      return Optional.ofNullable(byId.get(handle.messageId()))
          .filter(entry -> entry.receive == handle.receive())
          .map(entry -> entry.visibleAt);
    });
  }

  /// Deletes every message, whatever its state.
  ///
  /// @throws AwsException when the last purge is less than 60 seconds ago
  void purge(Instant now) {
    update(() -> {
      if (purgedAt != null && now.isBefore(purgedAt.plus(PURGE_INTERVAL))) {
        throw SqsErrors.purgeInProgress(address.name());
      }
      purgedAt = now;
      byId.clear();
      byAge.clear();
      visible.clear();
      hidden.clear();
      delayed = 0;
    });
  }

  /// All messages in the order of their arrival, as values.
  List<StoredMessage> stored() {
    return locked(() ->
        byId.values().stream()
            .sorted(Comparator.comparingLong(entry -> entry.arrival))
            .map(QueueEntry::stored)
            .toList());
  }

  /// Puts back what [#stored()] gave, behind what is there.
  void restore(List<StoredMessage> messages, Instant now) {
    update(() -> {
      for (var stored : messages) {
        add(new QueueEntry(stored, ++arrivals), stored.visibleAt(), now);
      }
    });
  }

  QueueState state(Instant now) {
    return locked(() -> {
      settle(now);
      return new QueueState(
          visible.size(), hidden.size() - delayed, delayed, createdAt, modifiedAt);
    });
  }

  /// Waits until there may be something to receive, or the time is up.
  void awaitVisible(Instant end, InstantSource clock) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var now = clock.instant();
      settle(now);
      while ((visible.isEmpty() || isFull()) && now.isBefore(end)) {
        var _ = changed.await(untilNextTurn(now, end).toNanos(), TimeUnit.NANOSECONDS);
        now = clock.instant();
        settle(now);
      }
    } finally {
      lock.unlock();
    }
  }

  private Duration untilNextTurn(Instant now, Instant end) {
    boolean hasTurn = !hidden.isEmpty() && hidden.getFirst().visibleAt.isBefore(end);
    return Duration.between(now, hasTurn ? hidden.getFirst().visibleAt : end);
  }

  /// Drops what is past its retention, and shows what has been hidden long enough.
  private void settle(Instant now) {
    var sentBefore = now.minus(settings.seconds(QueueNumber.RETENTION));
    while (!byAge.isEmpty() && !byAge.getFirst().message.sentAt().isAfter(sentBefore)) {
      remove(byAge.getFirst());
    }
    while (!hidden.isEmpty() && !hidden.getFirst().visibleAt.isAfter(now)) {
      var entry = hidden.getFirst();
      unschedule(entry);
      visible.add(entry);
    }
  }

  private boolean isFull() {
    return hidden.size() - delayed >= MAX_IN_FLIGHT;
  }

  private boolean isSpent(QueueEntry entry) {
    return settings.redrive() != null && entry.receiveCount >= settings.redrive().maxReceiveCount();
  }

  private ReceivedMessage give(QueueEntry entry, Duration hideFor, Instant now) {
    entry.receive++;
    entry.receiveCount++;
    entry.receivedAt = now;
    if (entry.firstReceivedAt == null) {
      entry.firstReceivedAt = now;
    }
    schedule(entry, now.plus(hideFor), now);
    var handle = new ReceiptHandle(address.arn(), entry.message.id(), entry.receive);
    return new ReceivedMessage(
        entry.message,
        handle.text(),
        entry.receiveCount,
        entry.firstReceivedAt,
        entry.deadLetterSource);
  }

  private HeldMessage hold(QueueEntry entry) {
    entry.receive++; // handles given out before no longer reach it
    unschedule(entry);
    entry.visibleAt = Instant.MAX;
    hidden.add(entry);
    return new HeldMessage(
        entry.message, entry.receiveCount, entry.firstReceivedAt, entry.deadLetterSource);
  }

  private void add(QueueEntry entry, Instant visibleAt, Instant now) {
    byId.put(entry.message.id(), entry);
    byAge.add(entry);
    if (visibleAt.isAfter(now) && entry.receiveCount == 0) { // else it is in flight
      entry.isDelayed = true;
      delayed++;
    }
    place(entry, visibleAt, now);
  }

  /// Gives an entry of this queue another turn.
  private void schedule(QueueEntry entry, Instant visibleAt, Instant now) {
    unschedule(entry);
    place(entry, visibleAt, now);
  }

  private void place(QueueEntry entry, Instant visibleAt, Instant now) {
    entry.visibleAt = visibleAt;
    if (visibleAt.isAfter(now)) {
      hidden.add(entry);
    } else {
      visible.add(entry);
    }
    changed.signalAll(); // also when hidden: waiters wait for the first of the hidden
  }

  /// Takes the entry out of turn; must precede any change of `visibleAt`, by which it is found.
  private void unschedule(QueueEntry entry) {
    visible.remove(entry);
    hidden.remove(entry);
    if (entry.isDelayed) {
      entry.isDelayed = false;
      delayed--;
    }
  }

  private void remove(QueueEntry entry) {
    unschedule(entry);
    byAge.remove(entry);
    byId.remove(entry.message.id());
    changed.signalAll();
  }

  private void update(Runnable change) {
    locked(() -> {
      change.run();
      return true;
    });
  }

  private <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  /// What a receive gave.
  ///
  /// @param dead messages that were received too often, held for the dead-letter queue
  record Received(List<ReceivedMessage> messages, List<HeldMessage> dead) {}
}
