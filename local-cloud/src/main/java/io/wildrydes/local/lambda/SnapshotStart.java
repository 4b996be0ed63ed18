// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.lambda.Snapshots.Parked;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A snapshot in the making: one process that initialises, or two when the first stands still. The
/// first that can be restored is the snapshot and ends the other. Thread-safe.
final class SnapshotStart {
  private final FunctionVersion version;
  private final List<LiveSandbox> processes = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Parked> end = new CompletableFuture<>();
  private final CompletableFuture<Boolean> overdue = new CompletableFuture<>();
  private volatile boolean discarded;
  private int underWay = 1;

  SnapshotStart(FunctionVersion version) {
    this.version = version;
  }

  FunctionVersion version() {
    return version;
  }

  /// Whether there is a snapshot, or none can be made.
  boolean hasEnded() {
    return end.isDone();
  }

  /// Whether nobody should wait for it any longer.
  boolean isOverdue() {
    return overdue.isDone();
  }

  boolean isDiscarded() {
    return discarded;
  }

  /// Counts a second process.
  ///
  /// @return false when there is one already, or it would come too late
  synchronized boolean beginSecond() {
    boolean may = underWay == 1 && processes.size() == 1 && !hasEnded() && !discarded;
    if (may) {
      underWay++;
    }
    return may;
  }

  void started(LiveSandbox live) {
    processes.add(live);
    if (discarded || hasEnded()) {
      live.process().kill();
    }
  }

  /// One of the processes has come to this. A failure counts only when no other process is left.
  synchronized void ended(Parked parked) {
    underWay--;
    boolean restorable = parked.outcome() instanceof Outcome.Answered;
    boolean counts = (restorable || underWay == 0) && end.complete(parked);
    if (counts) {
      processes.stream().filter(live -> !live.equals(parked.live())).forEach(SnapshotStart::kill);
    } else {
      kill(parked.live());
    }
  }

  void failed(RuntimeException e) {
    end.completeExceptionally(e);
  }

  /// Lets nobody wait any longer.
  ///
  /// @return whether anybody did
  boolean setOverdue() {
    return !processes.isEmpty() && overdue.complete(true);
  }

  /// Waits for the end.
  ///
  /// @return whether it has come
  boolean awaitEnd(Duration limit) throws InterruptedException {
    try {
      end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException _) {
      return true; // thrown again by await
    } catch (TimeoutException _) {
      return false;
    }
  }

  /// How it ended; when that takes too long, that there is no snapshot yet.
  Parked await() throws InterruptedException {
    try {
      CompletableFuture.anyOf(end, overdue).get();
      return hasEnded() ? end.get() : new Parked(processes.getFirst(), Errors.notInitialised());
    } catch (ExecutionException e) {
      throw new IllegalStateException("no process could be started for " + version.name(), e);
    }
  }

  /// How long the processes have worked.
  Duration processorTime() {
    return processes.stream()
        .map(live -> live.process().processorTime())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// Ends the processes, whether one of them waits to be restored already or not yet.
  void discard() {
    discarded = true;
    processes.forEach(SnapshotStart::kill);
  }

  private static void kill(LiveSandbox live) {
    live.process().kill();
  }
}
