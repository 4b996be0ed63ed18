// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.template.Properties;
import org.jspecify.annotations.Nullable;

/// Reads throttle settings, which stages and usage plans name differently.
final class Throttles {
  private Throttles() {}

  /// The limit; null when neither property is there. The one that is missing is the account's.
  static @Nullable Throttle read(Properties properties, String rateName, String burstName) {
    double rate = properties.number(rateName, Throttle.ACCOUNT.ratePerSecond());
    int burst = properties.integer(burstName, Throttle.ACCOUNT.burst(), 0, Integer.MAX_VALUE);
    return properties.has(rateName) || properties.has(burstName) ? new Throttle(rate, burst) : null;
  }
}
