// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityBucketTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void isEmptyWhenNew() {
    var bucket = new CapacityBucket(1, START);

    assertThat(bucket.admits(START)).isFalse();
    assertThat(bucket.admits(START.plusMillis(1))).isTrue();
  }

  /// A write that takes this many units when the bucket has accrued for this long, and the first
  /// moment after it at which another is admitted.
  @ParameterizedTest(name = "{0} units a second, {1} s idle, {2} units taken: {3} s")
  @CsvSource({
    "1,   1,    1,   0",
    "1,   1,    2,   1",
    "1,   0.5,  1,   0.5",
    "1,   10,   400, 390",
    "5,   1,    9,   0.8",
    "1,   300,  301, 1",
    "1,   9999, 301, 1",
    "2,   9999, 601, 0.5"
  })
  void admitsAgainOnceItHasAccruedAboveZero(
      double rate, double idleSeconds, double taken, double seconds) {
    var bucket = new CapacityBucket(rate, START);
    var written = START.plusMillis(Math.round(idleSeconds * 1000));
    var level = written.plusMillis(Math.round(seconds * 1000));

    bucket.debit(taken, written);

    assertThat(bucket.admits(level)).isFalse();
    assertThat(bucket.admits(level.plusMillis(1))).isTrue();
  }

  @Test
  void keepsThreeHundredSecondsOfWhatIsNotUsed() {
    var bucket = new CapacityBucket(2, START);
    var later = START.plusSeconds(3600);
    int admitted = 0;

    while (bucket.admits(later)) {
      bucket.debit(1, later);
      admitted++;
    }

    assertThat(admitted).isEqualTo(600);
  }

  @Test
  void takesUnitsBackUpToWhatItKeeps() {
    var bucket = new CapacityBucket(1, START);
    var full = START.plusSeconds(300);

    bucket.debit(-5, full);
    bucket.debit(300, full);

    assertThat(bucket.admits(full)).isFalse();
  }

  @Test
  void accruesAtTheOldRateUntilItChangesAndAtTheNewOneFromThen() {
    var bucket = new CapacityBucket(1, START);
    var changed = START.plusSeconds(10);

    bucket.change(5, changed);
    bucket.debit(10, changed);

    assertThat(bucket.admits(changed)).isFalse();
    bucket.debit(5, changed);
    assertThat(bucket.admits(changed.plusSeconds(1))).isFalse();
    assertThat(bucket.admits(changed.plusMillis(1001))).isTrue();
  }

  @Test
  void keepsNoMoreThanALowerRateWould() {
    var bucket = new CapacityBucket(10, START);
    var changed = START.plusSeconds(300);

    bucket.change(1, changed);
    bucket.debit(300, changed);

    assertThat(bucket.admits(changed)).isFalse();
  }

  @Test
  void accruesFromThereWhenTheClockStepsBack() {
    var bucket = new CapacityBucket(1, START);
    var back = START.minusSeconds(3600);

    assertThat(bucket.admits(back)).isFalse();
    assertThat(bucket.admits(back.plusMillis(1))).isTrue();
  }

  @Test
  void accruesNothingTwiceForThreadsInAnotherOrder() {
    var bucket = new CapacityBucket(1, START);
    var later = START.plusSeconds(1);

    bucket.debit(1, later);

    assertThat(bucket.admits(START.plusMillis(500))).isFalse();
    assertThat(bucket.admits(later)).isFalse();
  }
}
