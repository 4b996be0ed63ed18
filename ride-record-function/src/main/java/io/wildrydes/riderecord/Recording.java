// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.wildrydes.kit.Pause;
import io.wildrydes.kit.PerEnvironment;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.RuntimeDocuments;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Records one ride, as fragile or resilient as the settings of the moment say.
///
/// Resilient: what may pass is tried again, after an exponential backoff with jitter, as long as
/// there is time; resilience4j decides, waiting and the deadline are ours, since its own
/// synchronous retry knows no deadline and sleeps where no test can reach. Fragile: as stubborn as
/// the reference system, whatever time there is, and what fails in the end passes through.
final class Recording implements PerEnvironment {
  private static final IntervalFunction BACKOFF =
      IntervalFunction.ofExponentialBackoff(Duration.ofMillis(50), 2, Duration.ofSeconds(2));

  /// Out of reach: with the shortest waits there are, these tries take a quarter of an hour.
  private static final int MAX_TRIES = 1000;

  private final CachedValue<RuntimeDocuments> documents;
  private final Randomness randomness;
  private final Writes writes;
  private final Pause pause;

  Recording(
      CachedValue<RuntimeDocuments> documents, Randomness randomness, Writes writes, Pause pause) {
    this.documents = documents;
    this.randomness = randomness;
    this.writes = writes;
    this.pause = pause;
  }

  /// Returns whether the ride was there before.
  ///
  /// @param budget asked once it is known how to record: reading the settings is not part of it
  /// @throws RideIdTakenException when another ride has its id
  /// @throws NotRecordedException when a resilient recording was given up
  /// @throws io.wildrydes.kit.settings.ValueUnavailableException when settings were never read
  /// @throws RuntimeException how the last write of a fragile recording failed
  Outcome.Stored record(Ride ride, Supplier<Budget> budget) {
    var settings = documents.get().settings();
    return switch (settings.resilience()) {
      case FRAGILE -> stubbornly(ride);
      case RESILIENT -> patiently(ride, budget.get(), randomness.generator(settings.randomSeed()));
    };
  }

  @Override
  public void discard() {
    documents.discard();
    randomness.discard();
  }

  @Override
  public void renew() {
    documents.renew();
    randomness.renew();
  }

  private Outcome.Stored stubbornly(Ride ride) {
    return switch (writes.stubbornly(ride)) {
      case Outcome.Stored stored -> stored;
      case Outcome.IdTaken _ -> throw new RideIdTakenException();
      case Outcome.Failed failed -> throw failed.cause();
    };
  }

  private Outcome.Stored patiently(Ride ride, Budget budget, RandomGenerator random) {
    if (!budget.allowsATryAfter(Duration.ZERO)) {
      throw NotRecordedException.withoutATry();
    }
    var retry = Retry.of("record", tries(random)).<Outcome>asyncContext();
    for (var attempt = 1; ; attempt++) {
      switch (writes.once(ride, attempt, budget.nextTry())) {
        case Outcome.Stored stored -> {
          return stored;
        }
        case Outcome.IdTaken _ -> throw new RideIdTakenException();
        case Outcome.Failed failed -> {
          var waitMillis = retry.onResult(failed);
          if (waitMillis < 0) {
            throw NotRecordedException.after(attempt, failed, "not worth a retry");
          }
          if (!hasTimeAfterWaiting(Duration.ofMillis(waitMillis), budget)) {
            throw NotRecordedException.after(attempt, failed, "no time for another try");
          }
        }
      }
    }
  }

  /// Waits, if that leaves time for a try, and returns whether it did: a wait can last longer than
  /// it was asked to.
  private boolean hasTimeAfterWaiting(Duration wait, Budget budget) {
    if (!budget.allowsATryAfter(wait)) {
      return false;
    }
    try {
      pause.last(wait);
      return budget.allowsATryAfter(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw NotRecordedException.interrupted(e);
    }
  }

  private static RetryConfig tries(RandomGenerator random) {
    return RetryConfig.<Outcome>custom()
        .maxAttempts(MAX_TRIES)
        .retryOnResult(Recording::mayPass)
        .intervalFunction(tries -> {
          var backoff = BACKOFF.apply(tries);
          return random.nextLong(backoff / 2, backoff + 1); // seeded, unlike resilience4j's own
        })
        .build();
  }

  private static boolean mayPass(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed && failed.trouble().isPassing();
  }
}
