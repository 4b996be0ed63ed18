// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The message move tasks of all queues, each on a virtual thread while it runs. Of each source
/// queue the newest ten are known. Thread-safe: one private lock.
final class MessageMoves implements AutoCloseable {
  /// As many as ListMessageMoveTasks gives at most, see
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html.
  static final int MAX_KNOWN = 10;

  private static final System.Logger LOG = System.getLogger(MessageMoves.class.getName());
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Object lock = new Object();
  private final Queues queues;
  private final Platform platform;
  private final List<MoveTask> tasks = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  MessageMoves(Queues queues, Platform platform) {
    this.queues = queues;
    this.platform = platform;
  }

  /// Starts moving.
  ///
  /// @throws AwsException when the source is no dead-letter queue of another queue, or one of its
  ///   tasks still runs
  MoveTask start(MessageQueue source, @Nullable MessageQueue destination, int maxPerSecond) {
    if (queues.sourcesOf(source).isEmpty()) {
      throw SqsErrors.invalidParameter("Source queue must be configured as a Dead Letter Queue.");
    }
    synchronized (lock) {
      if (of(source).stream().anyMatch(MoveTask::isRunning)) {
        throw SqsErrors.invalidParameter(
            "There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
      }
      var request = new MoveTask.Request(platform.uuids().get(), source, destination, maxPerSecond);
      var task = new MoveTask(request, queues, platform.now());
      tasks.add(task);
      tasks.removeAll(of(source).stream().skip(MAX_KNOWN).toList());
      threads.removeIf(thread -> !thread.isAlive());
      threads.add(
          Thread.ofVirtual().name("move-" + source.address().name()).start(() -> run(task)));
      return task;
    }
  }

  /// The tasks of a source queue, the newest first.
  List<MoveTask> of(MessageQueue source) {
    synchronized (lock) {
      return tasks.reversed().stream().filter(t -> t.request().source().equals(source)).toList();
    }
  }

  Optional<MoveTask> byId(String taskId) {
    synchronized (lock) {
      return tasks.stream().filter(t -> t.request().taskId().equals(taskId)).findFirst();
    }
  }

  /// Ends all tasks.
  @Override
  public void close() {
    List<Thread> running;
    synchronized (lock) {
      tasks.forEach(MoveTask::cancel);
      running = List.copyOf(threads);
    }
    running.forEach(Thread::interrupt);
    for (var thread : running) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void run(MoveTask task) {
    int perSecond = task.request().maxPerSecond();
    try {
      while (task.isRunning()) {
        if (perSecond > 0) {
          Thread.sleep(SECOND.dividedBy(perSecond));
        }
        task.step(platform.uuids(), platform.now());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closing; the task is cancelled
    } catch (RuntimeException e) { // a task that runs for ever would keep others from starting
      task.fail();
      LOG.log(
          System.Logger.Level.ERROR,
          "message move failed source=" + task.request().source().address().name(),
          e);
    }
  }
}
