// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.testing.MutableClock;

class FakeInternalApiTest extends InternalApiContract {
  private final FakeInternalApi api = new FakeInternalApi(new MutableClock(RequestRideFixture.NOW));

  @Override
  InternalApi answering(int status, String body) {
    for (var service : Service.values()) {
      api.answers(service, status, body);
    }
    return api;
  }

  @Override
  InternalApi silent() {
    for (var service : Service.values()) {
      api.staysSilent(service);
    }
    return api;
  }

  @Override
  InternalApi breakingConnections() {
    return api.breaksTheConnection(Service.RECORD);
  }
}
