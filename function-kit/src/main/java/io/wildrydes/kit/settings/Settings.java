// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.kit.Json;
import java.time.Duration;

/// The settings document that the template writes to SSM: what may change without a new version.
///
/// @param randomSeed seeds every random choice when not empty
/// @param slowApi how unreliable the partner is
public record Settings(Resilience resilience, String randomSeed, SlowApi slowApi) {
  /// Reads the document as SSM holds it.
  ///
  /// @throws MalformedDocumentException naming the field and what it should be
  public static Settings parse(String json) {
    var fields = new DocumentFields("settings", read(json));
    var partner = fields.object("slowApi");
    var minDelay = partner.millis("minDelayMs");
    var maxDelay = partner.millis("maxDelayMs");
    if (maxDelay.compareTo(minDelay) < 0) {
      throw new MalformedDocumentException("settings: slowApi.maxDelayMs is less than minDelayMs");
    }
    return new Settings(
        resilience(fields.text("resilience")),
        fields.text("randomSeed"),
        new SlowApi(partner.rate("failureRate"), minDelay, maxDelay));
  }

  private static JsonNode read(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new MalformedDocumentException("settings: not valid JSON", e);
    }
  }

  private static Resilience resilience(String text) {
    return switch (text) {
      case "resilient" -> Resilience.RESILIENT;
      case "fragile" -> Resilience.FRAGILE;
      default ->
          throw new MalformedDocumentException(
              "settings: resilience is neither resilient nor fragile");
    };
  }

  /// How unreliable the partner is.
  ///
  /// @param failureRate share of calls that fail at once, 0 to 1
  public record SlowApi(double failureRate, Duration minDelay, Duration maxDelay) {}
}
