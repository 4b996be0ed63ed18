// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.kit.Pause;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpProblem;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.settings.Settings;
import io.wildrydes.kit.settings.ValueUnavailableException;
import io.wildrydes.kit.telemetry.Metrics;
import java.time.Duration;

/// Chooses how a ride deals with the services it needs, by the settings of the moment.
record Modes(
    CachedValue<RuntimeDocuments> documents,
    Randomness randomness,
    InternalApi api,
    RideEvents events,
    Pause pause,
    Metrics metrics) {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  RideSteps begin(String correlationId, Budget budget) {
    var settings = settings();
    return switch (settings.resilience()) {
      case FRAGILE -> new FragileSteps(api, correlationId);
      case RESILIENT -> {
        var random = randomness.generator(settings.randomSeed());
        yield new ResilientSteps(
            new Tries(api, pause, random, correlationId, budget), events, metrics);
      }
    };
  }

  private Settings settings() {
    try {
      return documents.get().settings();
    } catch (ValueUnavailableException e) {
      throw HttpProblem.unavailable("the settings are not readable now", RETRY_AFTER, e);
    }
  }
}
