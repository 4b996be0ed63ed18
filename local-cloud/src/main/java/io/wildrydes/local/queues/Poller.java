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

  /// Lambda's limit on the event of a synchronous invocation, less room for what is not body.
  private static final long MAX_BATCH_BYTES = 5L * 1024 * 1024;

  private final EventSourceMapping mapping;
  private final Queues queues;
  private final Platform platform;
  private final BatchRun run;
  private final PollerSlots slots;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private @Nullable Thread poller;

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
    if (poller != null) {
      poller.interrupt();
    }
  }

  /// Waits for running invocations after [#stop()]; what still runs at the end is interrupted.
  void join(Instant end) {
    try {
      if (poller != null) {
        poller.join();
      }
      for (var thread : running) {
        if (!thread.join(left(end))) {
          thread.interrupt();
        }
      }
      for (var thread : running) {
        thread.join();
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
    while (!Thread.currentThread().isInterrupted()) {
      try {
        slots.take();
        if (!next()) {
          slots.free();
        }
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) { // one bad batch must not end the mapping
        slots.free();
        LOG.log(System.Logger.Level.ERROR, "polling failed mapping=" + mapping.name(), e);
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
      Thread.currentThread().interrupt(); // closing; the messages stay hidden
    } catch (RuntimeException e) { // the messages become visible again after their timeout
      LOG.log(System.Logger.Level.ERROR, "batch failed mapping=" + mapping.name(), e);
    } finally {
      slots.free();
      running.remove(Thread.currentThread());
    }
  }

  /// Waits for a message, then for more until the batch is full or its window is over.
  private List<ReceivedMessage> collect() throws InterruptedException {
    var batch = new ArrayList<ReceivedMessage>();
    boolean complete = false;
    try {
      batch.addAll(receive(mapping.batching().size(), MAX_BATCH_BYTES, LONG_POLL));
      var end = platform.now().plus(mapping.batching().window());
      while (!batch.isEmpty() && batch.size() < mapping.batching().size()) {
        var left = left(end);
        if (left.isZero()) {
          break;
        }
        long room = MAX_BATCH_BYTES - bytes(batch);
        if (room <= 0) {
          break;
        }
        batch.addAll(receive(mapping.batching().size() - batch.size(), room, left));
      }
      complete = true;
    } finally {
      if (!complete) {
        run.giveBack(batch);
      }
    }
    return batch;
  }

  private static long bytes(List<ReceivedMessage> batch) {
    return batch.stream().mapToLong(m -> m.message().content().sizeBytes()).sum();
  }

  /// Receives what the filter lets pass; the rest is deleted.
  private List<ReceivedMessage> receive(int max, long maxBytes, Duration atMost)
      throws InterruptedException {
    var queue = mapping.queue();
    var hideFor = queue.settings().seconds(QueueNumber.VISIBILITY_TIMEOUT);
    var passed = new ArrayList<ReceivedMessage>();
    for (var message : queues.await(queue, new Receive(max, maxBytes, hideFor), atMost)) {
      if (mapping.filter().passes(message.message().content().body())) {
        passed.add(message);
      } else {
        queue.delete(message.receiptHandle());
      }
    }
    return passed;
  }
}
