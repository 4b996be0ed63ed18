// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import io.wildrydes.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A table with real conditions that fails as told and takes its time on the test's clock; told
/// nothing more, it works. Thread-safe.
final class FakeRideRecords implements RideRecords {
  static final Duration WRITE_TIME = Duration.ofMillis(10);

  final Map<String, Ride> table = new HashMap<>();
  final List<Duration> limits = new ArrayList<>();

  private final MutableClock clock;
  private final Deque<Reply> replies = new ArrayDeque<>();
  private boolean repeatsTheLast;

  FakeRideRecords(MutableClock clock) {
    this.clock = clock;
  }

  FakeRideRecords failsOnce(Trouble trouble) {
    return replies((_, _) -> failed(trouble));
  }

  FakeRideRecords failsForever(Trouble trouble) {
    repeatsTheLast = true;
    return failsOnce(trouble);
  }

  /// Waits for a connection as long as the SDK's client does, whatever the caller's limit.
  FakeRideRecords connectsToNobody() {
    repeatsTheLast = true;
    return replies((_, _) -> {
      clock.advance(Duration.ofMillis(300));
      return failed(Trouble.UNANSWERED);
    });
  }

  /// Stores, if it can, and does not say so.
  FakeRideRecords losesTheAnswer() {
    return replies((ride, _) -> {
      var _ = written(ride);
      return failed(Trouble.UNANSWERED);
    });
  }

  /// Sends nothing for as long as the caller waits.
  FakeRideRecords staysSilentForever() {
    repeatsTheLast = true;
    return replies((_, limit) -> {
      clock.advance(limit);
      return failed(Trouble.UNANSWERED);
    });
  }

  synchronized FakeRideRecords replies(Reply reply) {
    replies.add(reply);
    return this;
  }

  @Override
  public synchronized Outcome put(Ride ride, Duration limit) {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("apiCallAttemptTimeout must be positive"); // as the SDK
    }
    limits.add(limit);
    clock.advance(WRITE_TIME);
    var reply = repeatsTheLast && replies.size() == 1 ? replies.peek() : replies.poll();
    return reply == null ? written(ride) : reply.to(ride, limit);
  }

  @Override
  public Outcome putStubbornly(Ride ride) {
    var wait = Duration.ofMillis(50);
    for (var attempt = 1; ; attempt++) {
      var outcome = put(ride, Duration.ofDays(1));
      if (!(outcome instanceof Outcome.Failed(var trouble, var cause))) {
        return outcome;
      }
      if (attempt == StubbornRetries.MAX_ATTEMPTS || !trouble.isPassing()) {
        throw cause;
      }
      clock.advance(wait);
      wait = wait.multipliedBy(2);
    }
  }

  private Outcome written(Ride ride) {
    var present = table.putIfAbsent(ride.rideId(), ride);
    if (present == null) {
      return Outcome.Stored.SAVED;
    }
    return present.equals(ride) ? Outcome.Stored.ALREADY_THERE : new Outcome.IdTaken();
  }

  private static Outcome failed(Trouble trouble) {
    return new Outcome.Failed(trouble, new IllegalStateException(trouble.summary()));
  }

  /// What one write meets.
  @FunctionalInterface
  interface Reply {
    Outcome to(Ride ride, Duration limit);
  }
}
