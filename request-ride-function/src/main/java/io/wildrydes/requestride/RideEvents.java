// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import java.time.Duration;

/// Where rides go that are to be recorded later.
interface RideEvents {
  /// Returns once the ride is sure to be delivered to those who record it.
  ///
  /// @param limit how long that may take
  /// @throws NotPublishedException when it is not sure
  void publish(RideEvent event, Duration limit) throws NotPublishedException;
}
