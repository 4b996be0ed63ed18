// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Stack;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Move tasks with their threads.
final class MessageMovesIT {
  private static final Sender SENDER = new Sender.Caller("arn:aws:iam::000000000000:user/test");

  private final AtomicBoolean broken = new AtomicBoolean();
  private final Platform platform =
      new Platform(
          QueueStacks.IDENTITY,
          InstantSource.system(),
          new PlatformWaits(1),
          this::id,
          new Random(42));
  private final Queues queues = new QueueReader(stack(), new Problems(), platform).read();
  private final MessageQueue deadLetters = queues.byName("orders-dlq").orElseThrow();
  private final MessageMoves moves = new MessageMoves(queues, platform);

  @AfterEach
  void close() {
    moves.close();
  }

  @Test
  void failsATaskThatBreaksSoThatAnotherCanStart() {
    queues.send(deadLetters, MessageContent.of("order"), null, SENDER);
    var orders = queues.byName("orders").orElseThrow();
    var first = moves.start(deadLetters, orders, 2);
    broken.set(true);
    awaitEnd(first);
    broken.set(false);

    var second = moves.start(deadLetters, orders, 0);

    assertThat(first.progress().status()).isEqualTo(MoveTask.Status.FAILED);
    assertThat(first.progress().failureReason()).isEqualTo("InternalError");
    awaitEnd(second);
    assertThat(second.progress().moved()).isEqualTo(1);
    assertThat(deadLetters.state(Instant.now()).visible()).isZero();
  }

  @Test
  void keepsTheTenNewestTasksOfAQueue() {
    var started = new ArrayList<MoveTask>();
    for (int i = 0; i < 12; i++) {
      var task = moves.start(deadLetters, null, 0);
      awaitEnd(task);
      started.addFirst(task);
    }

    assertThat(moves.of(deadLetters)).isEqualTo(started.subList(0, 10));
    assertThat(moves.byId(started.getLast().request().taskId())).isEmpty();
  }

  private String id() {
    if (broken.get()) {
      throw new IllegalStateException("no ids left");
    }
    return UUID.randomUUID().toString();
  }

  private static void awaitEnd(MoveTask task) {
    var end = Instant.now().plusSeconds(10);
    while (task.isRunning()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("still running after ten seconds: " + task.progress());
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static Stack stack() {
    return QueueStacks.stack()
        .queue("orders-dlq", "{}")
        .queue(
            "orders",
            "{\"RedrivePolicy\":{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":2}}"
                .formatted(QueueStacks.arn("orders-dlq")))
        .build();
  }
}
