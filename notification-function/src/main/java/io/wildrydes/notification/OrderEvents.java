// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

/// Where accepted orders go.
interface OrderEvents {
  /// Publishes and returns the id under which the bus took the request.
  ///
  /// @throws NotPublishedException unless the bus has taken the event
  String publish(OrderEvent event) throws NotPublishedException;
}
