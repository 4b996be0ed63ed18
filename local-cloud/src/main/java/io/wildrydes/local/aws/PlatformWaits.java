// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import java.time.Duration;

/// How long the platform's own waits last here: asynchronous retry minutes, visibility timeouts,
/// retry backoff. A factor below 1 shortens them all alike, so that a rehearsal need not wait out
/// AWS's minutes; what functions do is never sped up.
///
/// @param factor more than 0, at most 1
public record PlatformWaits(double factor) {
  public static final PlatformWaits AS_ON_AWS = new PlatformWaits(1);

  public PlatformWaits {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException(
          "platform waits factor %s is not above 0 and at most 1".formatted(factor));
    }
  }

  /// The wait as it lasts here.
  public Duration of(Duration wait) {
    return factor == 1 ? wait : Duration.ofNanos((long) (wait.toNanos() * factor));
  }

  public boolean areShortened() {
    return factor < 1;
  }
}
