// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.http.Answer;
import io.wildrydes.kit.http.Body;
import java.io.IOException;
import java.math.BigDecimal;

/// The flaws of the reference systems, kept: no call has a time limit, and nobody looks at the
/// status of an answer. So whatever object the fleet service sends becomes the unicorn, an error
/// message too; a ride counts as recorded once anything came back, stored or not; and a discount
/// that is not a number ends the ride.
record FragileSteps(InternalApi api, String correlationId) implements RideSteps {
  @Override
  public ObjectNode unicorn() throws InterruptedException {
    return ServiceBodies.object(call(Service.FLEET, Body.EMPTY))
        .orElseThrow(
            () -> new RideFailedException("the fleet service's answer is not a JSON object"));
  }

  @Override
  public BigDecimal discount(PickupLocation pickup) throws InterruptedException {
    return ServiceBodies.multiplier(call(Service.PROMO, ServiceBodies.promo(pickup)))
        .orElseThrow(() -> new RideFailedException("the promo service's discount is not a number"));
  }

  @Override
  public Recording record(Ride ride) throws InterruptedException {
    var _ = call(Service.RECORD, ServiceBodies.record(ride));
    return Recording.AT_ONCE;
  }

  private Answer call(Service service, Body body) throws InterruptedException {
    try {
      return api.send(new Call(service, body, correlationId, 1));
    } catch (IOException e) {
      throw new RideFailedException(service.title() + " did not answer", e);
    }
  }
}
