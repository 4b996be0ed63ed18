// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import io.wildrydes.acceptance.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// Moves the messages of a dead-letter queue with SQS's own task, one that runs already included:
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html.
///
/// SQS moves a message as one step, so nothing is lost or doubled however this ends.
final class MessageMove {
  private static final String RUNNING = "RUNNING";
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final SqsClient sqs;
  private final StopSignal stop;
  private final Consumer<String> progress;

  MessageMove(SqsClient sqs, StopSignal stop, Consumer<String> progress) {
    this.sqs = sqs;
    this.stop = stop;
    this.progress = progress;
  }

  /// Returns when the task has ended, or is cancelled because the end was asked for.
  Redriven run(DeadLetterQueue queue) {
    var running = newest(queue).filter(task -> task.status().equals(RUNNING));
    if (running.isPresent()) {
      progress.accept(queue.name() + ": a move task runs already, following it");
    } else {
      start(queue);
    }
    while (true) {
      var task = newest(queue).orElseThrow();
      if (!task.status().equals(RUNNING)) {
        return ended(queue, task);
      }
      progress.accept(
          "%s: %d of about %d moved"
              .formatted(
                  queue.name(),
                  moved(task.approximateNumberOfMessagesMoved()),
                  task.approximateNumberOfMessagesToMove()));
      if (stop.isGiven()) {
        return cancelled(queue, task);
      }
      stop.pause(LOOK);
    }
  }

  /// With one source the destination is named: a message that somebody sent here by hand has no
  /// source, and without a destination the task fails at it. With several each message returns to
  /// its own.
  private void start(DeadLetterQueue queue) {
    var sources = queue.sourceArns();
    var _ =
        sqs.startMessageMoveTask(move ->
            move.sourceArn(queue.arn())
                .destinationArn(sources.size() == 1 ? sources.getFirst() : null));
  }

  private Optional<ListMessageMoveTasksResultEntry> newest(DeadLetterQueue queue) {
    return sqs
        .listMessageMoveTasks(list -> list.sourceArn(queue.arn()).maxResults(1))
        .results()
        .stream()
        .findFirst();
  }

  private Redriven cancelled(DeadLetterQueue queue, ListMessageMoveTasksResultEntry task) {
    try {
      var answer = sqs.cancelMessageMoveTask(cancel -> cancel.taskHandle(task.taskHandle()));
      return new Redriven(
          moved(answer.approximateNumberOfMessagesMoved()),
          List.of(queue.name() + ": the move task was cancelled, the rest is where it was"));
    } catch (SqsException e) {
      var now = newest(queue).orElse(task);
      if (now.status().equals(RUNNING)) {
        throw e;
      }
      return ended(queue, now); // by itself, just before it was cancelled
    }
  }

  private static Redriven ended(DeadLetterQueue queue, ListMessageMoveTasksResultEntry task) {
    if (task.status().equals("COMPLETED")) {
      return new Redriven(moved(task.approximateNumberOfMessagesMoved()), List.of());
    }
    var why = task.failureReason() == null ? "" : ": " + task.failureReason();
    return new Redriven(
        moved(task.approximateNumberOfMessagesMoved()),
        List.of("%s: the move task ended %s%s".formatted(queue.name(), task.status(), why)));
  }

  private static int moved(@Nullable Long count) {
    return count == null ? 0 : Math.toIntExact(count);
  }
}
