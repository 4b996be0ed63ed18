// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Deliveries waiting for their time. Thread-safe, guarded by one lock; unbounded, as EventBridge
/// holds events for up to a day. What is due at the same time leaves in no promised order.
final class Outbox {
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Delivery> waiting =
      new PriorityQueue<>(Comparator.comparing(Delivery::due));

  void addAll(Collection<Delivery> deliveries) {
    lock.lock();
    try {
      waiting.addAll(deliveries);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Everything that waits, in no promised order.
  List<Delivery> all() {
    lock.lock();
    try {
      return List.copyOf(waiting);
    } finally {
      lock.unlock();
    }
  }

  /// Removes and returns what is due.
  List<Delivery> takeDue(Instant now) {
    lock.lock();
    try {
      return removeDue(now);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until something is due, then removes and returns it.
  List<Delivery> awaitDue(InstantSource clock) throws InterruptedException {
    lock.lock();
    try {
      var due = removeDue(clock.instant());
      while (due.isEmpty()) {
        var first = waiting.peek();
        if (first == null) {
          changed.await();
        } else {
          changed.awaitNanos(Duration.between(clock.instant(), first.due()).toNanos());
        }
        due = removeDue(clock.instant());
      }
      return due;
    } finally {
      lock.unlock();
    }
  }

  private List<Delivery> removeDue(Instant now) {
    var due = new ArrayList<Delivery>();
    for (var first = waiting.peek();
        first != null && !first.due().isAfter(now);
        first = waiting.peek()) {
      due.add(waiting.remove());
    }
    return due;
  }
}
