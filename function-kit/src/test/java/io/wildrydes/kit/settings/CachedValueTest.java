// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachedValueTest {
  private final IllegalStateException throttled = new IllegalStateException("throttled");

  private final CapturedOutput output = CapturedOutput.start();
  private final MutableClock clock = new MutableClock(Instant.EPOCH);
  private final Queue<Object> answers = new ArrayDeque<>();
  private final CachedValue<Object> cached =
      new CachedValue<>("settings", this::next, Duration.ofSeconds(5), clock);

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void keepsAValueForItsPeriod() {
    answers.addAll(List.of("old", "new"));

    assertThat(cached.get()).isEqualTo("old");
    clock.advance(Duration.ofMillis(4_999));
    assertThat(cached.get()).isEqualTo("old");
    clock.advance(Duration.ofMillis(1));
    assertThat(cached.get()).isEqualTo("new");
  }

  @Test
  void keepsTheLastGoodValueAndWarnsOnce() {
    answers.addAll(List.of("good", throttled, throttled, throttled, "better"));

    for (var i = 0; i < 4; i++) {
      assertThat(cached.get()).isEqualTo("good");
      assertThat(cached.get()).isEqualTo("good");
      clock.advance(Duration.ofSeconds(5));
    }

    assertThat(cached.get()).isEqualTo("better");
    assertThat(output.lines()).hasSize(2);
    assertThat(output.lines().getFirst())
        .contains("\"level\":\"WARN\"", "keeping the last good one", "\"name\":\"settings\"");
    assertThat(output.lines().getLast()).contains("\"level\":\"INFO\"", "\"count\":3");
  }

  @Test
  void aSourceThatHangsDelaysNobodyWhoHasALastGoodValue() {
    var readings = new ArrayList<Reading>();
    var hanging =
        new CachedValue<>(
            "settings",
            reading -> {
              readings.add(reading);
              if (reading == Reading.AGAIN) {
                clock.advance(Reading.LIMIT_AGAIN);
                throw throttled;
              }
              return "good";
            },
            Duration.ofSeconds(5),
            clock);
    hanging.get();
    clock.advance(Duration.ofSeconds(5));
    var before = clock.instant();

    for (var i = 0; i < 10; i++) {
      assertThat(hanging.get()).isEqualTo("good");
    }

    assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofMillis(300));
    assertThat(readings).containsExactly(Reading.FIRST, Reading.AGAIN);
  }

  @Test
  void afterAFailureItIsStillTheFirstReadingAndSoItIsWhenDiscarded() {
    var readings = new ArrayList<Reading>();
    var value =
        new CachedValue<>(
            "settings",
            reading -> {
              readings.add(reading);
              return next();
            },
            Duration.ofSeconds(5),
            clock);
    answers.addAll(List.of(throttled, "good", "new"));

    assertThatThrownBy(value::get).isInstanceOf(ValueUnavailableException.class);
    value.get();
    value.discard();
    value.get();

    assertThat(readings).containsOnly(Reading.FIRST).hasSize(3);
  }

  @Test
  void theFirstReadingHasToSucceed() {
    answers.addAll(List.of(throttled, "good"));

    assertThatThrownBy(cached::get)
        .isInstanceOf(ValueUnavailableException.class)
        .hasMessage("reading settings for the first time did not succeed")
        .hasCause(throttled);
    assertThat(cached.get()).isEqualTo("good");
  }

  @Test
  void refreshesWhenAsked() {
    answers.addAll(List.of("old", "rotated"));
    cached.get();

    assertThat(cached.refreshed()).isEqualTo("rotated");
    assertThat(cached.get()).isEqualTo("rotated");
  }

  @Test
  void aDiscardedValueIsReadAgain() {
    answers.addAll(List.of("of the snapshot", "of this environment"));
    cached.get();

    cached.discard();

    assertThat(cached.get()).isEqualTo("of this environment");
  }

  @Test
  void othersGetTheKnownValueWhileOneReads() throws Exception {
    var reads = new AtomicInteger();
    var reading = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var shared =
        new CachedValue<>(
            "settings",
            () -> {
              if (reads.incrementAndGet() == 2) {
                reading.countDown();
                awaitQuietly(mayEnd);
              }
              return reads.get();
            },
            Duration.ofSeconds(5),
            clock);
    shared.get();
    clock.advance(Duration.ofSeconds(5));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reader = threads.submit(shared::get);
      reading.await();
      assertThat(shared.get()).isEqualTo(1);
      mayEnd.countDown();
      assertThat(reader.get()).isEqualTo(2);
    }
    assertThat(reads).hasValue(2);
  }

  @Test
  void whoWaitsForAFirstReadingTakesItsFailureInsteadOfReadingToo() throws Exception {
    var reads = new AtomicInteger();
    var mayEnd = new CountDownLatch(1);
    var shared =
        new CachedValue<>(
            "settings",
            () -> {
              reads.incrementAndGet();
              awaitQuietly(mayEnd);
              throw throttled;
            },
            Duration.ofSeconds(5),
            clock);
    var failures = new LinkedBlockingQueue<Throwable>();
    var threads =
        Stream.generate(() -> Thread.ofPlatform().start(() -> failures.add(failureOf(shared))))
            .limit(3)
            .toList();
    while (!isOneReadingAndTheOthersWait(threads)) {
      Thread.onSpinWait();
    }

    mayEnd.countDown();
    for (var thread : threads) {
      thread.join();
    }

    assertThat(reads).hasValue(1);
    assertThat(failures).hasSize(3).allMatch(ValueUnavailableException.class::isInstance);
  }

  /// All wait: one for its end that we give, the others for the lock.
  private static boolean isOneReadingAndTheOthersWait(List<Thread> threads) {
    return threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
  }

  private static Throwable failureOf(CachedValue<?> cached) {
    return assertThatThrownBy(cached::get).actual();
  }

  private Object next() {
    var answer = answers.remove();
    if (answer instanceof RuntimeException failure) {
      throw failure;
    }
    return answer;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
