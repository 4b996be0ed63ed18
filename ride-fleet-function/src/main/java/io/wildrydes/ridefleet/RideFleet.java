// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.ridefleet;

import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpProblem;
import io.wildrydes.kit.http.Request;
import io.wildrydes.kit.http.Response;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.settings.ValueUnavailableException;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import java.time.Duration;
import java.util.List;

/// Chooses one of the fleet at random, each as likely as any other. A unicorn may carry any number
/// of rides at a time.
final class RideFleet {
  static final List<Unicorn> UNICORNS =
      List.of(
          new Unicorn("Bucephalus", "Golden", "212dee58-f26a-11e8-b171-8c859074f8c7"),
          new Unicorn("Shadowfax", "White", "21fc3d3a-f26a-11e8-9109-8c859074f8c7"),
          new Unicorn("Rocinante", "Yellow", "2279df58-f26a-11e8-9b3b-8c859074f8c7"));

  private static final EventLog LOG = EventLog.of(RideFleet.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final CachedValue<RuntimeDocuments> documents;
  private final Randomness randomness;

  RideFleet(CachedValue<RuntimeDocuments> documents, Randomness randomness) {
    this.documents = documents;
    this.randomness = randomness;
  }

  /// Needs nothing of the request.
  Response choose(Request request) {
    var random = randomness.generator(seed());
    var unicorn = UNICORNS.get(random.nextInt(UNICORNS.size()));
    LOG.info("unicorn chosen", LogField.name(unicorn.name()));
    return Response.json(200, unicorn);
  }

  private String seed() {
    try {
      return documents.get().settings().randomSeed();
    } catch (ValueUnavailableException e) {
      throw HttpProblem.unavailable("the settings are not readable now", RETRY_AFTER, e);
    }
  }
}
