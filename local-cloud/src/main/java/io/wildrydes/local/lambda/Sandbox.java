// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Credentials;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One runtime process with its side of the Runtime API: hands events to the process and waits for
/// what becomes of them.
///
/// ```
/// start -> [parked, when it stands for a snapshot -> restore] -> ready -> run ... -> ended
/// ```
///
/// With one slot an event has ended when the runtime asks for the next one, as on Lambda; until
/// then the process may still be busy. With several slots `next` says nothing about which event has
/// ended, so the answer itself ends it. Thread-safe.
final class Sandbox implements RuntimeSession {
  private static final Outcome READY = new Outcome.Answered(new byte[0]);

  private final Identification identification;
  private final int slots;
  private final Mailbox<Delivery> deliveries = new Mailbox<>();
  private final CompletableFuture<Outcome> parked = new CompletableFuture<>();
  private final CompletableFuture<Void> restore = new CompletableFuture<>();
  private final CompletableFuture<Outcome> ready = new CompletableFuture<>();
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private volatile Outcome.@Nullable Exited exit;

  Sandbox(Identification identification, int slots) {
    this.identification = identification;
    this.slots = slots;
  }

  Identification identification() {
    return identification;
  }

  /// Waits until the process has initialised and, standing for a snapshot, asks to be restored.
  Outcome awaitParked(Duration limit) throws InterruptedException {
    return await(parked, limit);
  }

  /// Waits until the process asks for its first event.
  Outcome awaitReady(Duration limit) throws InterruptedException {
    return await(ready, limit);
  }

  /// Lets a parked process go on.
  void restore() {
    restore.complete(null);
  }

  /// Hands an event to the process and waits until it has ended.
  Outcome run(Delivery delivery, Duration limit) throws InterruptedException {
    var run = new Running();
    running.put(delivery.requestId(), run);
    try {
      deliveries.put(delivery);
      var exited = exit;
      if (exited != null) {
        return exited;
      }
      var outcome = await(run.ended, limit);
      var answer = run.answer;
      return outcome instanceof Outcome.TimedOut && answer != null ? answer : outcome;
    } finally {
      running.remove(delivery.requestId());
    }
  }

  /// Tells all who wait that the process has ended.
  void exited(Outcome.Exited exited) {
    exit = exited; // before the loop below, so that no run slips between the two
    deliveries.close();
    restore.complete(null);
    parked.complete(exited);
    ready.complete(exited);
    for (var run : running.values()) {
      run.endIfAnswered();
      run.ended.complete(exited);
    }
  }

  @Override
  public Optional<Delivery> next() throws InterruptedException {
    parked.complete(READY);
    ready.complete(READY);
    if (slots == 1) {
      running.values().forEach(Running::endIfAnswered);
    }
    return deliveries.take();
  }

  @Override
  public void answered(String requestId, byte[] payload) {
    end(requestId, new Outcome.Answered(payload));
  }

  @Override
  public void failed(String requestId, Outcome.Failed failure) {
    end(requestId, failure);
  }

  @Override
  public void initFailed(Outcome.Failed failure) {
    parked.complete(failure);
    ready.complete(failure);
  }

  @Override
  public void awaitRestore() throws InterruptedException {
    parked.complete(READY);
    try {
      restore.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a restore is never completed with an exception", e);
    }
  }

  @Override
  public void restoreFailed(Outcome.Failed failure) {
    ready.complete(failure);
  }

  @Override
  public Credentials.@Nullable Key credentials(String token) {
    return token.equals(identification.token()) ? identification.key() : null;
  }

  private void end(String requestId, Outcome outcome) {
    var run = running.get(requestId);
    if (run == null || run.answer != null) {
      return; // timed out before, or already answered
    }
    run.answer = outcome;
    if (slots > 1) {
      run.endIfAnswered();
    }
  }

  private static Outcome await(CompletableFuture<Outcome> future, Duration limit)
      throws InterruptedException {
    try {
      return future.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new Outcome.TimedOut();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an outcome is never completed with an exception", e);
    }
  }

  /// What a process is known by.
  ///
  /// @param prefix its path on the Runtime API
  /// @param token what it shows to be served its credentials
  record Identification(String prefix, String token, Credentials.Key key) {}

  private static final class Running {
    final CompletableFuture<Outcome> ended = new CompletableFuture<>();
    volatile @Nullable Outcome answer;

    void endIfAnswered() {
      var outcome = answer;
      if (outcome != null) {
        ended.complete(outcome);
      }
    }
  }
}
