// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.RetryConfig;
import io.wildrydes.kit.http.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How the partner is tried: how often, when, and how long a try may take.
sealed interface RetryPolicy {
  int MAX_TRIES = 5;

  /// Which outcomes are tried again and after which wait.
  RetryConfig tries();

  Answer send(Partner partner, Call call) throws IOException, InterruptedException;

  boolean isTimeToStart();

  /// Whether one more try after this wait can end before the deadline.
  boolean isTimeAfter(Duration wait);

  /// The flaws of the reference system, kept: any failure is tried again, 4xx too; no try has a
  /// time limit; up to 32 s of waits do not fit the function's 29 s, so that Lambda may end it in
  /// the middle.
  record Fragile(RandomGenerator random) implements RetryPolicy {
    private static final long MIN_WAIT_MILLIS = 3_000;
    private static final long MAX_WAIT_MILLIS = 8_000;

    @Override
    public RetryConfig tries() {
      return RetryConfig.<Outcome>custom()
          .maxAttempts(MAX_TRIES)
          .retryOnResult(outcome -> !outcome.isSuccess())
          .intervalBiFunction((_, _) -> random.nextLong(MIN_WAIT_MILLIS, MAX_WAIT_MILLIS + 1))
          .build();
    }

    @Override
    public Answer send(Partner partner, Call call) throws IOException, InterruptedException {
      return partner.send(call);
    }

    @Override
    public boolean isTimeToStart() {
      return true;
    }

    @Override
    public boolean isTimeAfter(Duration wait) {
      return true;
    }
  }

  /// As it should be: only what may pass is tried again, after an exponential backoff with jitter
  /// or after what `Retry-After` asks for, whichever is longer. With at most 7.5 s of backoff, five
  /// tries of 4 s fit the function's 29 s.
  ///
  /// The first try takes the time there is, since with a short function timeout nothing would be
  /// delivered otherwise; a further one needs its whole limit.
  record Resilient(RandomGenerator random, Deadline deadline, Duration tryLimit)
      implements RetryPolicy {
    private static final IntervalFunction BACKOFF =
        IntervalFunction.ofExponentialBackoff(Duration.ofMillis(500), 2);

    @Override
    public RetryConfig tries() {
      return RetryConfig.<Outcome>custom()
          .maxAttempts(MAX_TRIES)
          .retryOnResult(Outcome::isPassing)
          .intervalBiFunction(this::waitMillis)
          .build();
    }

    @Override
    public Answer send(Partner partner, Call call) throws IOException, InterruptedException {
      var left = deadline.remaining();
      return partner.send(call, left.compareTo(tryLimit) < 0 ? left : tryLimit);
    }

    @Override
    public boolean isTimeToStart() {
      return deadline.remaining().isPositive();
    }

    @Override
    public boolean isTimeAfter(Duration wait) {
      return deadline.leaves(wait.plus(tryLimit));
    }

    private long waitMillis(int tries, Either<Throwable, Outcome> ended) {
      var backoff = BACKOFF.apply(tries);
      var jittered = random.nextLong(backoff / 2, backoff + 1); // seeded, unlike resilience4j's own
      return switch (ended.get()) {
        case Outcome.Answered(var answer, var at, _) ->
            RetryAfter.of(answer, at)
                .map(Duration::toMillis)
                .filter(ms -> ms > jittered)
                .orElse(jittered);
        case Outcome.Unanswered _ -> jittered;
      };
    }
  }
}
