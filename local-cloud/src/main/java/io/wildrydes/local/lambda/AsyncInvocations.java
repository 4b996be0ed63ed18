// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The queue of asynchronous events: tries each when it is due, until it has succeeded or is given
/// up; [#waiting()] has what is left after [#close()]. Order is not kept, and an event may be tried
/// again although it succeeded, as on AWS. Thread-safe by one lock.
final class AsyncInvocations implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AsyncInvocations.class.getName());
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  /// How long tries under way may take to end on close.
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final EventQueue events = new EventQueue();
  private final Platform platform;
  private final Invoker invoker;
  private final Tracing tracing;
  private final AsyncPolicy policy;
  private final EventEndings endings;
  private final Executor background;
  private boolean closed;
  private int underWay;

  AsyncInvocations(Platform platform, Invoker invoker, Tracing tracing, Endings endings) {
    this.platform = platform;
    this.invoker = invoker;
    this.tracing = tracing;
    this.policy = new AsyncPolicy(platform.waits());
    this.endings = endings.endings();
    this.background = endings.background();
  }

  /// Begins to try events.
  void start() {
    background.execute(this::dispatch);
  }

  /// Accepts an event.
  ///
  /// @return the request id that all tries carry
  String accept(Target target, InvocationRequest request) {
    var requestId = platform.uuids().get();
    // Decided now, so that all tries are one trace.
    var trace = tracing.begin(target.version().function(), request.trace()).header();
    var traced =
        new InvocationRequest(
            request.function(), request.payload(), Optional.of(trace), request.clientContext());
    add(AsyncEvent.accepted(target, traced, requestId, platform.now()));
    return requestId;
  }

  /// Begins no further try and waits a few seconds for those under way. A try that ends later, and
  /// not well, does not count: its event waits as it did before. Waits once only.
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      changed.signalAll();
      long left = DRAIN.toNanos();
      while (underWay > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// The events that wait, in no promised order.
  List<AsyncEvent> waiting() {
    lock.lock();
    try {
      return events.all();
    } finally {
      lock.unlock();
    }
  }

  /// Puts an event back that waited in an earlier run.
  void restore(AsyncEvent event) {
    add(event);
  }

  private void add(AsyncEvent event) {
    lock.lock();
    try {
      events.add(event);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void dispatch() {
    try {
      for (var due = takeDue(); !due.isEmpty(); due = takeDue()) {
        due.forEach(event -> background.execute(() -> tryOnce(event)));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The events that are due; waits for one. Empty once closed.
  private List<AsyncEvent> takeDue() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        var due = events.takeDue(platform.now());
        if (!due.isEmpty()) {
          underWay += due.size();
          return due;
        }
        var _ = changed.awaitNanos(untilNext().toNanos());
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private Duration untilNext() {
    var next = events.nextDue().map(due -> Duration.between(platform.now(), due));
    return next.filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0).orElse(LONGEST_SLEEP);
  }

  private void tryOnce(AsyncEvent event) {
    try {
      attempt(event);
    } finally {
      lock.lock();
      try {
        underWay--;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void attempt(AsyncEvent event) {
    if (policy.isTooOld(event, platform.now())) {
      endings.end(event, AsyncPolicy.TOO_OLD, Optional.empty());
      return;
    }
    try {
      var result = invoke(event);
      if (isCutShort(result)) {
        add(event);
        return;
      }
      switch (policy.after(event, result, platform.now())) {
        case AsyncPolicy.Next.Again(var next) -> add(next);
        case AsyncPolicy.Next.Done(var ended, var condition) ->
            endings.end(ended, condition, Optional.of(result));
      }
    } catch (InterruptedException _) {
      add(event);
      Thread.currentThread().interrupt();
    }
  }

  /// Whether our own end, which ends functions' processes, may be why the try did not succeed.
  private boolean isCutShort(InvocationResult result) {
    lock.lock();
    try {
      return closed && !(result instanceof InvocationResult.Answered);
    } finally {
      lock.unlock();
    }
  }

  /// A try that the platform itself fails counts as a failed try: the event must not get lost.
  private InvocationResult invoke(AsyncEvent event) throws InterruptedException {
    try {
      return invoker.invoke(event.target(), event.request(), event.requestId());
    } catch (RuntimeException e) {
      var name = event.target().version().name();
      LOG.log(
          System.Logger.Level.ERROR,
          "asynchronous try failed function=%s requestId=%s".formatted(name, event.requestId()),
          e);
      return new InvocationResult.Refused(500, "ServiceException", "the platform failed");
    }
  }

  /// Where events end, and what runs them.
  record Endings(EventEndings endings, Executor background) {}
}
