// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// How much load one of artillery's profiles is.
///
/// @param orders how many orders, or rides, are sent, one by each virtual user
/// @param peakRate the most orders in a second
public record LoadProfile(String name, long orders, Duration duration, double peakRate) {

  /// Reads a profile of a load script: `config.environments.<name>.phases`,
  /// https://www.artillery.io/docs/reference/test-script#phases---load-phases.
  ///
  /// @throws IllegalArgumentException when the script has no such profile, with those it has
  public static LoadProfile read(Path script, String name) throws IOException {
    var yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(script));
    var environments = map(map(map(yaml).get("config")).get("environments"));
    if (!environments.containsKey(name)) {
      throw new IllegalArgumentException(
          "%s has no profile %s; it has %s"
              .formatted(script, name, String.join(", ", environments.keySet())));
    }
    double orders = 0;
    double seconds = 0;
    double peak = 0;
    for (var each : list(map(environments.get(name)).get("phases"))) {
      var phase = map(each);
      double length = number(phase, "duration").or(() -> number(phase, "pause")).orElse(0.0);
      double from = number(phase, "arrivalRate").orElse(0.0);
      double to = number(phase, "rampTo").orElse(from);
      orders += number(phase, "arrivalCount").orElse(length * (from + to) / 2);
      seconds += length;
      peak = Math.max(peak, Math.max(from, to));
    }
    return new LoadProfile(
        name, Math.round(orders), Duration.ofMillis(Math.round(seconds * 1000)), peak);
  }

  private static Optional<Double> number(Map<String, Object> phase, String name) {
    return phase.get(name) instanceof Number number
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  @SuppressWarnings("unchecked") // YAML's mappings; artillery has no keys but text
  private static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
