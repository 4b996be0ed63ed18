// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The batches a mapping has under way, as many as its [PollerScale] admits. Thread-safe: one
/// private lock.
final class PollerSlots {
  private static final Duration RECHECK = Duration.ofMillis(100);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final PollerScale scale;
  private final InstantSource clock;
  private int underWay;

  PollerSlots(PollerScale scale, InstantSource clock) {
    this.scale = scale;
    this.clock = clock;
  }

  /// Waits until one more batch may start.
  void take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!scale.admits(underWay, clock.instant())) {
        var _ =
            freed.await(RECHECK.toNanos(), TimeUnit.NANOSECONDS); // the scale may grow meanwhile
      }
      underWay++;
    } finally {
      lock.unlock();
    }
  }

  void free() {
    lock.lock();
    try {
      underWay--;
      freed.signal();
    } finally {
      lock.unlock();
    }
  }

  void idle() {
    lock.lock();
    try {
      scale.idle(clock.instant());
    } finally {
      lock.unlock();
    }
  }

  void backOff() {
    lock.lock();
    try {
      scale.backOff(clock.instant());
    } finally {
      lock.unlock();
    }
  }
}
