// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the functions' own log lines say of each order, by correlation id, and how many cold starts
/// the platform's lines report. Reads the files that a local cloud writes with `--log-dir`.
final class Journeys {
  private final Map<String, Journey> journeys = new HashMap<>();
  private int coldStarts;

  private Journeys() {}

  /// Reads every log file below the folder.
  static Journeys read(Path logFolder) throws IOException {
    var journeys = new Journeys();
    if (Files.exists(logFolder)) {
      try (var files = Files.walk(logFolder)) {
        for (var file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
          JsonLines.read(file, journeys::take);
          journeys.coldStarts += coldStarts(file);
        }
      }
    }
    return journeys;
  }

  /// The journey of one order; an empty one when no line names it.
  Journey of(String correlationId) {
    return journeys.getOrDefault(correlationId, new Journey());
  }

  Map<String, Journey> all() {
    return Map.copyOf(journeys);
  }

  int coldStarts() {
    return coldStarts;
  }

  private void take(JsonNode line) {
    var correlationId = line.path("correlationId").textValue();
    var milestone = line.path("milestone").textValue();
    if (correlationId != null && milestone != null) {
      var at = Instant.parse(line.path("timestamp").asText());
      journeys.computeIfAbsent(correlationId, _ -> new Journey()).pass(milestone, at);
    }
  }

  /// A cold start's REPORT line carries how long initialization, or restoring a snapshot, took.
  private static int coldStarts(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return (int)
          lines
              .filter(line -> line.startsWith("REPORT "))
              .filter(line -> line.contains("Init Duration:") || line.contains("Restore Duration:"))
              .count();
    }
  }

  /// The milestones that one order passed. Built by one thread.
  static final class Journey {
    private @Nullable Instant published;
    private @Nullable Instant delivered;
    private int attempts;
    private int processed;

    void pass(String milestone, Instant at) {
      switch (milestone) {
        case "NOTIFY_EVENT_PUBLISHED" -> published = at;
        case "DELIVERY_ATTEMPT_FAILED" -> attempts++;
        case "DELIVERY_COMPLETED" -> {
          attempts++;
          delivered = delivered == null || at.isBefore(delivered) ? at : delivered;
        }
        case "SLOW_CALL_PROCESSED" -> processed++;
        default -> {}
      }
    }

    boolean isPublished() {
      return published != null;
    }

    boolean isDelivered() {
      return delivered != null;
    }

    /// Calls of the partner, failed ones included.
    int attempts() {
      return attempts;
    }

    /// How often the partner processed it.
    int processed() {
      return processed;
    }

    /// From published to first delivered.
    Optional<Duration> leadTime() {
      return published == null || delivered == null
          ? Optional.empty()
          : Optional.of(Duration.between(published, delivered));
    }
  }
}
