// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import java.util.Map;
import java.util.stream.Collectors;

/// What became of rides, as people read it on a terminal.
public record RideText(RideReport report) {

  /// The whole text, with a verdict for its last line.
  public String text() {
    var fates = report.fates();
    var stored = report.stored();
    var text = new StringBuilder("\n== What happened to the rides ==\n");
    line(text, "answers", counts(report.answers()));
    line(text, "answer time", report.times().answer().text());
    line(text, "rides granted", fates.granted());
    line(text, "  in the table", fates.stored());
    line(text, "  in the queue", fates.waiting());
    line(text, "  in DLQ", fates.dead());
    line(text, "  lost", fates.lost());
    line(text, "stored twice", stored.twice());
    line(text, "unconfirmed", stored.unconfirmed() + " (stored, the rider got no 201)");
    line(text, "deferred", stored.deferred() + " (their record took the queue)");
    return text.append(verdict()).toString();
  }

  private String verdict() {
    var fates = report.fates();
    if (report.isReconciled()) {
      return "reconciled: %d granted = %d in the table + %d in DLQ, nothing lost\n"
          .formatted(fates.granted(), fates.stored(), fates.dead());
    }
    if (fates.granted() == 0) {
      return "NOT reconciled: no ride was granted\n";
    }
    return "NOT reconciled: %d rides lost, %d still waiting, %d stored twice\n"
        .formatted(fates.lost(), fates.waiting(), report.stored().twice());
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String label, Object value) {
    text.append("  %-18s".formatted(label)).append(value).append('\n');
  }
}
