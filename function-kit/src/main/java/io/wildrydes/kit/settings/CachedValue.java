// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

import io.wildrydes.kit.PerEnvironment;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value read from elsewhere and kept for a while. Thread-safe; one thread reads at a time, and
/// meanwhile others get the value known so far.
///
/// Reading goes on in the invocation that finds the value too old, since nothing goes on between
/// invocations; so the source is told when it may take [Reading#LIMIT_AGAIN] only, because the last
/// good value is at hand. When reading throws, the last good value stays for another period and one
/// WARN says so; the reading that succeeds again is logged once with the count of failures. Without
/// a good value yet, [#get()] throws [ValueUnavailableException], and the next call reads again.
/// Who had to wait while another read takes what came of it, so that many callers never read one
/// after the other.
public final class CachedValue<T> implements PerEnvironment {
  private static final EventLog LOG = EventLog.of(CachedValue.class);

  private final String name;
  private final Source<T> source;
  private final Duration period;
  private final InstantSource clock;
  // Held while reading, on purpose: it is what makes the reading single-flight. It guards no state,
  // which is replaced whole.
  private final Lock reading = new ReentrantLock();
  private volatile @Nullable Known<T> known;
  private final AtomicInteger reads = new AtomicInteger();
  private volatile @Nullable ValueUnavailableException failure;

  /// A value not read yet.
  ///
  /// @param name what is read, for log lines and messages
  public CachedValue(String name, Source<T> source, Duration period, InstantSource clock) {
    this.name = name;
    this.source = source;
    this.period = period;
    this.clock = clock;
  }

  /// A value not read yet, by a source that takes the same time always.
  public CachedValue(String name, Supplier<T> source, Duration period, InstantSource clock) {
    this(name, _ -> source.get(), period, clock);
  }

  public T get() {
    var current = known;
    if (current == null) {
      return first();
    }
    if (isFresh(current) || !reading.tryLock()) {
      return current.value();
    }
    try {
      var latest = known;
      return latest != null && isFresh(latest) ? latest.value() : read(latest).value();
    } finally {
      reading.unlock();
    }
  }

  /// Reads now, however fresh the value is, and returns what is then known.
  public T refreshed() {
    int before = reads.get();
    reading.lock();
    try {
      var current = known;
      // The reading that this one waited for may have begun too early, the one after it has not.
      boolean isNew = reads.get() - before >= 2;
      return isNew && current != null ? current.value() : read(current).value();
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void discard() {
    known = null;
  }

  @Override
  public void renew() {
    discard();
  }

  private T first() {
    int before = reads.get();
    reading.lock();
    try {
      var current = known;
      var failed = failure;
      if (current == null && failed != null && reads.get() != before) {
        throw failed;
      }
      return current != null ? current.value() : read(null).value();
    } finally {
      reading.unlock();
    }
  }

  private Known<T> read(@Nullable Known<T> before) {
    try {
      var after = after(before);
      known = after;
      failure = null;
      return after;
    } catch (ValueUnavailableException e) {
      failure = e;
      throw e;
    } finally {
      reads.incrementAndGet();
    }
  }

  private Known<T> after(@Nullable Known<T> before) {
    var reading = before == null ? Reading.FIRST : Reading.AGAIN;
    try {
      var after = new Known<>(source.read(reading), clock.instant(), 0);
      if (before != null && before.failures() > 0) {
        LOG.info("cached value read again", LogField.name(name), LogField.count(before.failures()));
      }
      return after;
    } catch (RuntimeException e) {
      if (before == null) {
        throw new ValueUnavailableException(name, e);
      }
      if (before.failures() == 0) {
        LOG.warn("cached value not readable, keeping the last good one", e, LogField.name(name));
      }
      return new Known<>(before.value(), clock.instant(), before.failures() + 1);
    }
  }

  private boolean isFresh(Known<T> value) {
    return clock.instant().isBefore(value.checkedAt().plus(period));
  }

  /// Where a value is read.
  @FunctionalInterface
  public interface Source<T> {
    T read(Reading reading);
  }

  private record Known<T>(T value, Instant checkedAt, int failures) {}
}
