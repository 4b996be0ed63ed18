// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A bus that takes rides unless told otherwise.
final class FakeRideEvents implements RideEvents {
  final List<String> published = new ArrayList<>();
  final List<Duration> limits = new ArrayList<>();

  boolean refuses;
  boolean hangs;

  private final MutableClock clock;

  FakeRideEvents(MutableClock clock) {
    this.clock = clock;
  }

  @Override
  public void publish(RideEvent event, Duration limit) throws NotPublishedException {
    limits.add(limit);
    if (hangs) {
      clock.advance(limit);
    }
    if (hangs || refuses) {
      throw new NotPublishedException("bus wild-rydes-events refused the entry: InternalFailure");
    }
    published.add(event.detail());
  }
}
