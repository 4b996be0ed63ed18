// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void admitsTheBurstAtOnceAndNoMore() {
    var bucket = new TokenBucket(new Throttle(10, 3));

    assertThat(admitted(bucket, 5, START)).isEqualTo(3);
  }

  @Test
  void gainsTheRateASecond() {
    var bucket = new TokenBucket(new Throttle(10, 3));
    admitted(bucket, 3, START);

    assertThat(bucket.tryTake(START.plusMillis(99))).isFalse();
    assertThat(bucket.tryTake(START.plusMillis(100))).isTrue();
    assertThat(bucket.tryTake(START.plusMillis(100))).isFalse();
  }

  @Test
  void neverHoldsMoreThanTheBurst() {
    var bucket = new TokenBucket(new Throttle(10, 3));
    admitted(bucket, 3, START);

    assertThat(admitted(bucket, 5, START.plusSeconds(3600))).isEqualTo(3);
  }

  @Test
  void keepsFractionsOfTokens() {
    var bucket = new TokenBucket(new Throttle(0.5, 1));
    admitted(bucket, 1, START);

    assertThat(bucket.tryTake(START.plusSeconds(1))).isFalse();
    assertThat(bucket.tryTake(START.plusSeconds(2))).isTrue();
  }

  @Test
  void addsNothingWhenTheClockStepsBack() {
    var bucket = new TokenBucket(new Throttle(10, 1));
    admitted(bucket, 1, START.plusSeconds(10));

    assertThat(bucket.tryTake(START)).isFalse();
    assertThat(bucket.tryTake(START.plusSeconds(10))).isFalse();
  }

  @Test
  void stopsEverythingWithABurstOfZero() {
    var bucket = new TokenBucket(new Throttle(10, 0));

    assertThat(bucket.tryTake(START.plusSeconds(60))).isFalse();
  }

  /// AWS's own worked example: 5,000 at once, then 5,000 more at the 101st millisecond: 6,000 pass.
  @Test
  void admitsAsInTheExampleOfAws() {
    var bucket = new TokenBucket(Throttle.ACCOUNT);

    assertThat(admitted(bucket, 5000, START)).isEqualTo(5000);
    assertThat(admitted(bucket, 5000, START.plusMillis(100))).isEqualTo(1000);
  }

  private static long admitted(TokenBucket bucket, int requests, Instant now) {
    return IntStream.range(0, requests).filter(_ -> bucket.tryTake(now)).count();
  }
}
