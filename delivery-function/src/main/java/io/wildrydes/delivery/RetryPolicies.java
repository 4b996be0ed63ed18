// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.RuntimeDocuments;
import java.time.Duration;

/// Chooses how a delivery tries the partner, by the settings of the moment.
///
/// @param tryLimit how long a resilient try may take
record RetryPolicies(
    CachedValue<RuntimeDocuments> documents, Randomness randomness, Duration tryLimit) {
  /// @throws io.wildrydes.kit.settings.ValueUnavailableException when the settings were never read
  RetryPolicy until(Deadline deadline) {
    var settings = documents.get().settings();
    var random = randomness.generator(settings.randomSeed());
    return switch (settings.resilience()) {
      case FRAGILE -> new RetryPolicy.Fragile(random);
      case RESILIENT -> new RetryPolicy.Resilient(random, deadline, tryLimit);
    };
  }
}
