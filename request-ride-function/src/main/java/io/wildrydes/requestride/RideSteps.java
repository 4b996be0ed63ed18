// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.telemetry.Milestone;
import java.math.BigDecimal;

/// What a ride needs of other services, for one ride, and what becomes of their failures.
sealed interface RideSteps permits FragileSteps, ResilientSteps {
  ObjectNode unicorn() throws InterruptedException;

  BigDecimal discount(PickupLocation pickup) throws InterruptedException;

  Recording record(Ride ride) throws InterruptedException;

  /// How a ride was recorded.
  enum Recording {
    AT_ONCE(Milestone.RIDE_RECORDED),
    DEFERRED(Milestone.RIDE_RECORD_DEFERRED);

    private final Milestone milestone;

    Recording(Milestone milestone) {
      this.milestone = milestone;
    }

    Milestone milestone() {
      return milestone;
    }
  }
}
