// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What every service is given: where it lives, the time, how long waits last, fresh ids and
/// chance. Tests give their own.
///
/// @param uuids a fresh version-4 UUID for each call
/// @param random shared between threads
public record Platform(
    Identity identity,
    InstantSource clock,
    PlatformWaits waits,
    Supplier<String> uuids,
    RandomGenerator random) {

  public Instant now() {
    return clock.instant();
  }
}
