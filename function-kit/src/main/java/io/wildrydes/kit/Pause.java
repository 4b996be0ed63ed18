// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit;

import java.time.Duration;

/// Lets time pass: `Thread::sleep` in a function, something quicker in its tests.
@FunctionalInterface
public interface Pause {
  void last(Duration duration) throws InterruptedException;
}
