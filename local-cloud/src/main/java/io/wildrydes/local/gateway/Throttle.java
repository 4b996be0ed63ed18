// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

/// A request rate that is allowed to last, and how many requests may come at once.
///
/// @param ratePerSecond tokens gained a second; zero with a burst of zero stops all requests
/// @param burst the most tokens held
record Throttle(double ratePerSecond, int burst) {
  /// The account's default limit over all its APIs in a region.
  ///
  /// See https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html.
  static final Throttle ACCOUNT = new Throttle(10_000, 5_000);
}
