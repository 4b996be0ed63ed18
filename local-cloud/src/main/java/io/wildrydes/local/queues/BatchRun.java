// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import io.wildrydes.local.aws.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// What becomes of a batch of messages: the function is invoked, what succeeded is deleted, what
/// failed becomes visible again when its visibility timeout ends.
///
/// A throttled invocation is tried again with growing pauses, without another receive, until the
/// timeout ends. See https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html.
/// **Differs:** with shortened platform waits the rest of the timeout is shortened once the
/// function has answered; how long Lambda pauses is not documented.
final class BatchRun {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final EventSourceMapping mapping;
  private final Functions functions;
  private final Platform platform;
  private final PollerSlots slots;
  private final CountDownLatch stopped = new CountDownLatch(1);

  BatchRun(EventSourceMapping mapping, Functions functions, Platform platform, PollerSlots slots) {
    this.mapping = mapping;
    this.functions = functions;
    this.platform = platform;
    this.slots = slots;
  }

  /// Ends the pauses of throttled batches and gives their messages back.
  void stop() {
    stopped.countDown();
  }

  void run(List<ReceivedMessage> batch) throws InterruptedException {
    var region = platform.identity().region();
    var event = SqsEvent.of(batch, mapping.queue().address(), region);
    var timeout = mapping.queue().settings().seconds(QueueNumber.VISIBILITY_TIMEOUT);
    var end = platform.now().plus(platform.waits().of(timeout));
    var pause = FIRST_PAUSE;
    while (true) {
      switch (functions.invoke(mapping.functionArn(), event)) {
        case Functions.Outcome.Succeeded(String payload) -> {
          settle(batch, failures(payload, batch));
          return;
        }
        case Functions.Outcome.Failed _ -> {
          if (!mapping.reportsFailures()) {
            slots.backOff(); // a mapping that expects partial failures keeps its pace
          }
          settle(batch, ids(batch));
          return;
        }
        case Functions.Outcome.Throttled _ -> {
          slots.backOff();
          if (!paused(pause, end)) {
            giveBack(batch);
            return;
          }
          pause = longer(pause);
        }
      }
    }
  }

  /// Makes messages visible again that no function has seen.
  void giveBack(List<ReceivedMessage> batch) {
    batch.forEach(message -> release(message, Duration.ZERO));
  }

  private Set<String> failures(String payload, List<ReceivedMessage> batch) {
    return mapping.reportsFailures() ? BatchResponse.failures(payload, ids(batch)) : Set.of();
  }

  private void settle(List<ReceivedMessage> batch, Set<String> failed) {
    for (var message : batch) {
      if (failed.contains(message.message().id())) {
        keepForRest(message);
      } else {
        mapping.queue().delete(message.receiptHandle());
      }
    }
  }

  /// Leaves a failed message hidden for the rest of its timeout, as long as platform waits last.
  private void keepForRest(ReceivedMessage message) {
    if (!platform.waits().areShortened()) {
      return;
    }
    mapping
        .queue()
        .visibleAgainAt(message.receiptHandle())
        .map(again -> Duration.between(platform.now(), again))
        .filter(Duration::isPositive)
        .ifPresent(rest -> release(message, platform.waits().of(rest)));
  }

  private void release(ReceivedMessage message, Duration hideFor) {
    mapping.queue().release(message.receiptHandle(), hideFor, platform.now());
  }

  /// Pauses before another try; false when the messages' time is over or the mapping stops.
  private boolean paused(Duration pause, Instant end) throws InterruptedException {
    double jitter = 0.5 + platform.random().nextDouble() / 2;
    var wait = platform.waits().of(Duration.ofNanos((long) (pause.toNanos() * jitter)));
    if (platform.now().plus(wait).isAfter(end)) {
      return false;
    }
    return !stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private static Set<String> ids(List<ReceivedMessage> batch) {
    return batch.stream().map(message -> message.message().id()).collect(Collectors.toSet());
  }
}
