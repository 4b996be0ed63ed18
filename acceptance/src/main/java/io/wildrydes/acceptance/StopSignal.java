// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and SIGTERM as something that long work asks for between two steps, so that it can leave
/// things in order: the JVM ends when the work is done, at the latest after ten seconds.
public final class StopSignal implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final CountDownLatch given = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  /// A signal that somebody gives with [#give()].
  public StopSignal() {}

  /// The signal that the JVM is being ended. Close it when the work is done.
  public static StopSignal ofThisProcess() {
    var signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(signal::giveAndWait));
    return signal;
  }

  /// Asks for the end.
  public void give() {
    given.countDown();
  }

  /// Asks for the end after this time, unless somebody does before.
  public void giveAfter(Duration time) {
    var _ =
        Thread.ofVirtual()
            .name("time-limit")
            .start(() -> {
              pause(time);
              give();
            });
  }

  /// Whether the end was asked for.
  public boolean isGiven() {
    return given.getCount() == 0;
  }

  /// Returns after a while, or when the end is asked for.
  public void pause(Duration pause) {
    try {
      boolean _ = given.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      give();
    }
  }

  @Override
  public void close() {
    done.countDown();
  }

  private void giveAndWait() {
    give();
    try {
      boolean _ = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
