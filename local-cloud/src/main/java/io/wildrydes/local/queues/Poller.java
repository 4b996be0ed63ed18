// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import io.wildrydes.local.aws.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Takes batches from a queue for one mapping and hands each to a [BatchRun] on a virtual thread of
/// its own.
///
/// Messages are hidden for the queue's whole visibility timeout while the function runs, however
/// short platform waits are: a shortened one would run out in mid-invocation and deliver twice. See
/// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html.
final class Poller {
  private static final System.Logger LOG = System.getLogger(Poller.class.getName());

  /// How long one look at an empty queue lasts; Lambda polls long, too.
  private static final Duration LONG_POLL = Duration.ofSeconds(20);

  /// A batch of so many bytes takes no more. With the last message it may reach 5 MiB, which leaves
  /// a sixth of Lambda's 6 MB for what JSON adds.
  private static final long MAX_BATCH_BYTES = 4L * 1024 * 1024;

  /// How long an interrupted invocation may take to notice.
  private static final Duration LAST_CALL = Duration.ofSeconds(1);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final EventSourceMapping mapping;
  private final Queues queues;
  private final Platform platform;
  private final BatchRun run;
  private final PollerSlots slots;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Thread poller;

  Poller(EventSourceMapping mapping, Queues queues, Functions functions, Platform platform) {
    this.mapping = mapping;
    this.queues = queues;
    this.platform = platform;
    this.slots =
        new PollerSlots(
            new PollerScale(mapping.maximumConcurrency(), platform.now()), platform.clock());
    this.run = new BatchRun(mapping, functions, platform, slots);
  }

  void start() {
    poller = Thread.ofVirtual().name("poll-" + mapping.name()).start(this::poll);
  }

  /// Stops polling, and gives messages that no function has seen back to the queue.
  void stop() {
    run.stop();
    var thread = poller;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /// Waits for running invocations after [#stop()]; what still runs at the end is interrupted.
  void join(Instant end) {
    try {
      var polling = poller;
      if (polling != null) {
        polling.join();
      }
      for (var thread : running) {
        if (!thread.join(left(end))) {
          thread.interrupt();
        }
      }
      for (var thread : running) {
        var _ = thread.join(LAST_CALL);
      }
    } catch (InterruptedException _) {
      running.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  private Duration left(Instant end) {
    var left = Duration.between(platform.now(), end);
    return left.isPositive() ? left : Duration.ZERO;
  }

  private void poll() {
    int failures = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        slots.take();
        look();
        if (failures > 0) {
          LOG.log(
              System.Logger.Level.INFO,
              "polling recovered mapping={0} failures={1}",
              mapping.name(),
              failures);
          failures = 0;
        }
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) { // one bad batch must not end the mapping
        if (failures++ == 0) {
          LOG.log(
              System.Logger.Level.ERROR,
              "polling failed, trying again every second mapping=" + mapping.name(),
              e);
        }
        pause();
      }
    }
  }

  /// Waits before polling is tried again; ends at once when the poller stops.
  private static void pause() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Uses the slot that has been taken, or frees it.
  private void look() throws InterruptedException {
    boolean started = false;
    try {
      started = next();
    } finally {
      if (!started) {
        slots.free();
      }
    }
  }

  /// Starts the next batch; false when there is none.
  private boolean next() throws InterruptedException {
    var batch = collect();
    if (batch.isEmpty()) {
      slots.idle();
      return false;
    }
    var thread =
        Thread.ofVirtual().name("batch-" + mapping.name()).unstarted(() -> runBatch(batch));
    running.add(thread);
    thread.start();
    return true;
  }

  private void runBatch(List<ReceivedMessage> batch) {
    try {
      run.run(batch);
    } catch (InterruptedException _) {
      run.giveBack(batch); // closing; the process that worked on them ends with us
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) { // the messages become visible again after their timeout
      LOG.log(System.Logger.Level.ERROR, "batch failed mapping=" + mapping.name(), e);
    } finally {
      slots.free();
      running.remove(Thread.currentThread());
    }
  }

  /// Waits for a message, then for more until the batch is full or its window is over. Empty when
  /// the queue is.
  private List<ReceivedMessage> collect() throws InterruptedException {
    var batch = new ArrayList<ReceivedMessage>();
    boolean complete = false;
    try {
      fill(batch);
      complete = true;
    } finally {
      if (!complete) {
        run.giveBack(batch);
      }
    }
    return batch;
  }

  private void fill(List<ReceivedMessage> batch) throws InterruptedException {
    while (batch.isEmpty()) {
      if (!receive(batch, LONG_POLL)) {
        return;
      }
    }
    var end = platform.now().plus(mapping.batching().window());
    while (hasRoom(batch) && left(end).isPositive()) {
      receive(batch, left(end));
    }
  }

  private boolean hasRoom(List<ReceivedMessage> batch) {
    return batch.size() < mapping.batching().size() && bytes(batch) < MAX_BATCH_BYTES;
  }

  private static long bytes(List<ReceivedMessage> batch) {
    return batch.stream().mapToLong(m -> m.message().content().sizeBytes()).sum();
  }

  /// Adds what the queue has for the rest of the batch; what the filter drops is deleted.
  ///
  /// @return false when the queue had nothing
  private boolean receive(List<ReceivedMessage> batch, Duration atMost)
      throws InterruptedException {
    var queue = mapping.queue();
    var request =
        new Receive(
            mapping.batching().size() - batch.size(),
            MAX_BATCH_BYTES - bytes(batch),
            queue.settings().seconds(QueueNumber.VISIBILITY_TIMEOUT));
    var messages = queues.await(queue, request, atMost);
    for (var message : messages) {
      if (mapping.filter().passes(message.message().content().body())) {
        batch.add(message);
      } else {
        queue.delete(message.receiptHandle());
      }
    }
    return !messages.isEmpty();
  }
}
