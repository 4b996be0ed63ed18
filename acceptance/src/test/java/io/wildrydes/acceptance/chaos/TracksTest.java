// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TracksTest {
  @Test
  void waitForAll() throws Exception {
    var first = new CountDownLatch(1);
    var done = new AtomicBoolean();

    try (var tracks = new Tracks()) {
      tracks.start(() -> {
        first.await();
        done.set(true);
      });
      tracks.start(first::countDown);
      tracks.await();
    }

    assertThat(done).isTrue();
  }

  @Test
  void tellTheFirstFailureAndInterruptTheOthers() {
    var interrupted = new AtomicBoolean();

    assertThatIOException()
        .isThrownBy(() -> {
          try (var tracks = new Tracks()) {
            tracks.start(() -> waitForever(interrupted));
            tracks.start(() -> {
              throw new IOException("the local cloud is gone");
            });
            tracks.await();
          }
        })
        .withMessage("the campaign was broken off: java.io.IOException: the local cloud is gone");

    assertThat(interrupted).isTrue();
  }

  private static void waitForever(AtomicBoolean interrupted) throws InterruptedException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.set(true);
      throw e;
    }
  }
}
