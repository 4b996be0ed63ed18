// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.slowapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.wildrydes.kit.Pause;
import io.wildrydes.kit.Randomness;
import io.wildrydes.kit.http.HttpProblem;
import io.wildrydes.kit.http.Request;
import io.wildrydes.kit.http.Response;
import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.settings.Settings;
import io.wildrydes.kit.settings.ValueUnavailableException;
import io.wildrydes.kit.telemetry.EventLog;
import io.wildrydes.kit.telemetry.LogField;
import io.wildrydes.kit.telemetry.Metric;
import io.wildrydes.kit.telemetry.Milestone;
import io.wildrydes.kit.telemetry.Telemetry;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// The unreliable partner: fails at once in a share of calls, else answers after a uniform delay.
final class SlowApi {
  private static final EventLog LOG = EventLog.of(SlowApi.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Telemetry telemetry;
  private final CachedValue<RuntimeDocuments> documents;
  private final Randomness randomness;
  private final Pause pause;

  SlowApi(
      Telemetry telemetry,
      CachedValue<RuntimeDocuments> documents,
      Randomness randomness,
      Pause pause) {
    this.telemetry = telemetry;
    this.documents = documents;
    this.randomness = randomness;
    this.pause = pause;
  }

  Response process(Request request) {
    var order = request.jsonObject();
    LogField.orderIdOf(order).ifPresent(telemetry::tag);
    LOG.milestone(Milestone.SLOW_CALL_RECEIVED);
    var settings = settings();
    var delay = work(settings.slowApi(), randomness.generator(settings.randomSeed()));
    LOG.milestone(Milestone.SLOW_CALL_PROCESSED, LogField.duration(delay));
    telemetry.metrics().count(Metric.SLOW_CALLS);
    return Response.json(200, new Processed(request.correlationId(), "processed"));
  }

  private Settings settings() {
    try {
      return documents.get().settings();
    } catch (ValueUnavailableException e) {
      throw HttpProblem.unavailable("the settings are not readable now", RETRY_AFTER, e);
    }
  }

  private Duration work(Settings.SlowApi unreliability, RandomGenerator random) {
    if (random.nextDouble() < unreliability.failureRate()) {
      throw new PartnerFailureException("random process failure");
    }
    var spread = unreliability.maxDelay().minus(unreliability.minDelay());
    var delay = unreliability.minDelay().plusMillis(random.nextLong(spread.toMillis() + 1));
    try {
      pause.last(delay);
      return delay;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PartnerFailureException("interrupted while processing", e);
    }
  }

  private record Processed(@JsonProperty("correlation_id") String correlationId, String message) {}
}
