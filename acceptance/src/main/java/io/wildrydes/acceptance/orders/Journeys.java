// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.orders;

import io.wildrydes.acceptance.LogFolder;
import io.wildrydes.acceptance.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the functions' own log lines say of each order, by correlation id, and how many cold starts
/// the platform's lines report.
public final class Journeys {
  private final Map<String, Journey> journeys = new HashMap<>();
  private int coldStarts;

  /// What stands in the files that a local cloud writes with `--log-dir`.
  public static Journeys read(Path logFolder) throws IOException {
    var journeys = new Journeys();
    new LogFolder(logFolder).readNew(journeys::take);
    return journeys;
  }

  /// Takes one more line.
  public void take(LogLine line) {
    if (!line.correlationId().isEmpty() && !line.milestone().isEmpty()) {
      journeys.computeIfAbsent(line.correlationId(), _ -> new Journey()).pass(line);
    } else if (isColdStart(line.text())) {
      coldStarts++;
    }
  }

  /// The journey of one order; an empty one when no line names it.
  public Journey of(String correlationId) {
    return journeys.getOrDefault(correlationId, new Journey());
  }

  public Map<String, Journey> all() {
    return Map.copyOf(journeys);
  }

  public int coldStarts() {
    return coldStarts;
  }

  /// A cold start's REPORT line carries how long initialization, or restoring a snapshot, took.
  private static boolean isColdStart(String line) {
    return line.startsWith("REPORT ")
        && (line.contains("Init Duration:") || line.contains("Restore Duration:"));
  }

  /// One order's way through the functions.
  public static final class Journey {
    private @Nullable Instant published;
    private @Nullable Instant delivered;
    private int attempts;
    private int processed;

    private void pass(LogLine line) {
      switch (line.milestone()) {
        case "NOTIFY_EVENT_PUBLISHED" -> published = line.at();
        case "DELIVERY_ATTEMPT_FAILED" -> attempts++;
        case "DELIVERY_COMPLETED" -> {
          attempts++;
          var at = line.at();
          delivered = delivered == null || at.isBefore(delivered) ? at : delivered;
        }
        case "SLOW_CALL_PROCESSED" -> processed++;
        default -> {}
      }
    }

    public boolean isPublished() {
      return published != null;
    }

    public boolean isDelivered() {
      return delivered != null;
    }

    /// When Notification had the bus's word for it.
    public Optional<Instant> published() {
      return Optional.ofNullable(published);
    }

    /// When the partner took it the first time.
    public Optional<Instant> delivered() {
      return Optional.ofNullable(delivered);
    }

    /// Calls of the partner, failed ones included.
    public int attempts() {
      return attempts;
    }

    /// How often the partner processed it.
    public int processed() {
      return processed;
    }

    /// From published to first delivered.
    public Optional<Duration> leadTime() {
      return published == null || delivered == null
          ? Optional.empty()
          : Optional.of(Duration.between(published, delivered));
    }
  }
}
