// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.testing.MutableClock;
import java.net.URI;

class FakePartnerTest extends PartnerContract {
  private final FakePartner partner = new FakePartner(new MutableClock(DeliveryFixture.NOW));

  @Override
  Partner answering(int status) {
    return partner.answers(status);
  }

  @Override
  Partner silent() {
    return partner.staysSilent();
  }

  @Override
  Partner breakingConnections() {
    return partner.breaksTheConnection();
  }

  @Override
  URI address() {
    return DeliveryFixture.ENDPOINT;
  }
}
