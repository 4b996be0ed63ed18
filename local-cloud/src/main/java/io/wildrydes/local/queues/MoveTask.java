// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Moving the messages that a dead-letter queue shows when the task starts, one at a time, to the
/// queues they came from or to one destination. Thread-safe: one private lock.
///
/// A moved message counts as new: another id, sent now, never received. See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
/// and
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html.
final class MoveTask {
  private final Object lock = new Object();
  private final Request request;
  private final Queues queues;
  private final Instant startedAt;
  private final int toMove;
  private int moved;
  private Status status = Status.RUNNING;
  private @Nullable String failureReason;

  MoveTask(Request request, Queues queues, Instant now) {
    this.request = request;
    this.queues = queues;
    this.startedAt = now;
    this.toMove = request.source().state(now).visible();
  }

  Request request() {
    return request;
  }

  /// Moves one message, if the task still runs and there is one; otherwise the task ends.
  ///
  /// @param ids gives the id of the moved message
  void step(Supplier<String> ids, Instant now) {
    synchronized (lock) {
      if (status != Status.RUNNING) {
        return;
      }
      var next = moved < toMove ? request.source().holdNext(now) : Optional.<HeldMessage>empty();
      if (next.isEmpty()) {
        status = Status.COMPLETED;
        return;
      }
      moveOrLeave(next.get(), ids, now);
    }
  }

  /// Ends the task because of something unforeseen; what has been moved stays moved.
  void fail() {
    synchronized (lock) {
      if (status == Status.RUNNING) {
        status = Status.FAILED;
        failureReason = "InternalError";
      }
    }
  }

  /// Ends the task before its time; what has been moved stays moved.
  ///
  /// @return false when it had ended already
  boolean cancel() {
    synchronized (lock) {
      if (status != Status.RUNNING) {
        return false;
      }
      status = Status.CANCELLED;
      return true;
    }
  }

  Progress progress() {
    synchronized (lock) {
      return new Progress(status, moved, toMove, startedAt, failureReason);
    }
  }

  boolean isRunning() {
    return progress().status() == Status.RUNNING;
  }

  private void moveOrLeave(HeldMessage held, Supplier<String> ids, Instant now) {
    int before = moved;
    try {
      move(held, ids, now);
    } finally {
      if (moved == before) {
        request.source().unhold(held.message().id(), now);
      }
    }
  }

  private void move(HeldMessage held, Supplier<String> ids, Instant now) {
    var message = held.message();
    var destination = destination(held);
    if (destination.isEmpty()) {
      status = Status.FAILED;
      failureReason = "CouldNotDetermineMessageSource";
      return;
    }
    var asNew = new Message(ids.get(), message.content(), message.senderId(), now);
    destination.get().put(asNew, Duration.ZERO, now);
    request.source().forget(message.id());
    moved++;
  }

  private Optional<MessageQueue> destination(HeldMessage held) {
    if (request.destination() != null) {
      return Optional.of(request.destination());
    }
    return Optional.ofNullable(held.deadLetterSource()).flatMap(queues::byArn);
  }

  /// How a task stands; the names are AWS's.
  enum Status {
    RUNNING,
    COMPLETED,
    CANCELLED,
    FAILED
  }

  /// What is to be moved.
  ///
  /// @param destination each message's own source queue when absent
  /// @param maxPerSecond as fast as it goes when 0
  record Request(
      String taskId, MessageQueue source, @Nullable MessageQueue destination, int maxPerSecond) {}

  /// How far a task has got.
  record Progress(
      Status status, int moved, int toMove, Instant startedAt, @Nullable String failureReason) {}
}
