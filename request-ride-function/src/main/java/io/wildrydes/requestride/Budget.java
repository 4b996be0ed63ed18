// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// When a resilient ride must be answered, and how long each of its calls may take so that the ones
/// after it keep their time. All of it stands here:
///
/// | call | at most | leaves at least |
/// |---|---|---|
/// | fleet | 2 s + 0.15 s + 2 s = 4.15 s | 0.8 s for publishing |
/// | promo | 2 s + 0.15 s + 2 s = 4.15 s | 1.5 s for a try of record, 0.8 s for publishing |
/// | record | 1.5 s + 0.15 s + 1.5 s = 3.15 s | 0.8 s for publishing |
/// | publishing | all that is left | nothing |
///
/// Fleet is what no ride can do without, so it may use up all but the reserve (4.15 s + 0.8 s is
/// less than 5 s); promo is then passed over and record goes straight to the event bus. Promo can
/// be done without, so it has to leave record its try. Where the time left is shorter than a try's
/// limit it is the limit, and with less than 0.2 s no try is made.
///
/// Nothing comes after publishing to make up for it, so it has to end in time by itself, although
/// connecting to the bus cannot be cut short: of 0.8 s the first try takes half, connecting
/// included, the wait after it 0.1 s at most, and connecting the second time 0.3 s.
///
/// @param end five seconds after the start, or sooner when Lambda would end the invocation before
record Budget(Instant end, InstantSource clock) {
  static final Duration TOTAL = Duration.ofSeconds(5);
  static final int TRIES = 2;
  static final Duration MIN_WAIT = Duration.ofMillis(50);
  static final Duration MAX_WAIT = Duration.ofMillis(150);
  static final Duration PUBLISHING = Duration.ofMillis(800);

  private static final Duration SHORTEST_TRY = Duration.ofMillis(200);

  /// What stays free of Lambda's time for the last log lines and the answer.
  private static final Duration LAMBDA_RESERVE = Duration.ofMillis(500);

  static Budget of(Context lambda, InstantSource clock) {
    var now = clock.instant();
    var left = Duration.ofMillis(lambda.getRemainingTimeInMillis()).minus(LAMBDA_RESERVE);
    return new Budget(now.plus(shorter(left, TOTAL)), clock);
  }

  /// How long a try of this service may take, whatever the time.
  static Duration tryLimit(Service service) {
    return switch (service) {
      case FLEET, PROMO -> Duration.ofSeconds(2);
      case RECORD -> Duration.ofMillis(1500);
    };
  }

  /// What a call of this service must leave.
  static Duration reserve(Service service) {
    return switch (service) {
      case FLEET, RECORD -> PUBLISHING;
      case PROMO -> tryLimit(Service.RECORD).plus(PUBLISHING);
    };
  }

  /// Zero or less once it is used up.
  Duration remaining() {
    return Duration.between(clock.instant(), end);
  }

  /// Whether a try of this service after this wait is worth it.
  boolean allowsTry(Service service, Duration wait) {
    return limitFor(service).minus(wait).compareTo(SHORTEST_TRY) >= 0;
  }

  /// How long a try that starts now may take.
  Duration limitFor(Service service) {
    return shorter(tryLimit(service), remaining().minus(reserve(service)));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
