// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Hands values from those who put them to those who wait for them, until it is closed. Thread-safe
/// by one lock.
final class Mailbox<T> implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<T> values = new ArrayDeque<>();
  private boolean closed;

  void put(T value) {
    lock.lock();
    try {
      values.add(value);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The next value; waits for one. Empty once closed.
  Optional<T> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (values.isEmpty() && !closed) {
        changed.await();
      }
      return closed ? Optional.empty() : Optional.ofNullable(values.poll());
    } finally {
      lock.unlock();
    }
  }

  /// Sends all who wait away empty-handed.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
