// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongConsumer;

/// Coarse time for one server, so that no request reads a clock: a count that goes up at a steady
/// pace, and the text for `Date`. [#close()] ends its thread.
final class Ticks implements AutoCloseable {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock = InstantSource.system();
  private final Duration pace;
  private final LongConsumer onTick;
  private final Thread thread;
  private volatile long count;
  private volatile String date = DATE.format(clock.instant());

  /// @param onTick called with each new count
  Ticks(String name, Duration pace, LongConsumer onTick) {
    this.pace = pace;
    this.onTick = onTick;
    this.thread = Thread.ofVirtual().name(name + "-ticks").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  long count() {
    return count;
  }

  /// The date as HTTP writes it, at most one tick old.
  String date() {
    return date;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread counts
  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(pace);
      } catch (InterruptedException _) {
        return;
      }
      count++;
      date = DATE.format(clock.instant());
      onTick.accept(count);
    }
  }
}
