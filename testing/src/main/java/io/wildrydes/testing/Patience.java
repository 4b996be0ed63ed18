// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.testing;

import java.time.Duration;

/// How long to wait for something, and how often to look.
///
/// @param limit the longest wait
/// @param pause between two looks
public record Patience(Duration limit, Duration pause) {

  /// Looks often enough for what happens on this machine.
  public static Patience of(Duration limit) {
    return new Patience(limit, Duration.ofMillis(50));
  }
}
