// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

import java.time.Duration;

/// Which reading of a value it is; that decides how much patience there is, and what a part of the
/// value that is malformed means.
public enum Reading {
  /// Nobody can go on without the value.
  FIRST,
  /// The last good value is at hand, and an invocation waits meanwhile, though not for long.
  AGAIN;

  /// What reading again may take. Longer than SSM needs, and short enough to be a part of what the
  /// callers of a function wait for it.
  public static final Duration LIMIT_AGAIN = Duration.ofMillis(300);
}
