// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import java.time.Duration;

/// Lets time pass.
@FunctionalInterface
interface Pause {
  void last(Duration duration) throws InterruptedException;
}
