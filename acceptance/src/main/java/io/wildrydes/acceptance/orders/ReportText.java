// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.orders;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A report as people read it on a terminal.
///
/// @param platformWaits the factor that the run was made with
public record ReportText(OrderReport report, int coldStarts, double platformWaits) {

  /// The whole text, with where to look next.
  public String of(Optional<String> slowest, Path logFolder) {
    var fates = report.fates();
    var text = new StringBuilder("\n== What happened ==\n");
    line(text, "answers", counts(report.answers()));
    line(text, "answer time", report.answerMillis().text());
    line(text, "orders accepted", fates.accepted());
    line(text, "  delivered", fates.delivered());
    line(text, "  in DLQ", fates.dead());
    line(text, "  in flight", fates.inFlight());
    line(text, "  lost", fates.lost());
    line(text, "delivered twice", report.deliveredTwice() + " (processed by the partner again)");
    line(text, "unacknowledged", report.unacknowledged() + " (published, the sender got no 202)");
    line(text, "calls per order", counts(report.attempts()) + " (partner calls: orders)");
    line(text, "lead time", report.leadTimeMillis().text());
    line(text, "cold starts", coldStarts);
    line(text, "platform waits", waits());
    text.append("\n== Where to look ==\n");
    line(text, "logs", logFolder + ", one file a log group");
    slowest.ifPresent(
        id -> line(text, "slowest order", "grep -rh " + id + " " + logFolder + " | sort"));
    return text.append('\n').append(verdict()).toString();
  }

  private String verdict() {
    var fates = report.fates();
    if (report.isReconciled()) {
      return "reconciled: %d accepted = %d delivered + %d in DLQ, nothing lost\n"
          .formatted(fates.accepted(), fates.delivered(), fates.dead());
    }
    if (fates.accepted() == 0) {
      return "NOT reconciled: no order was accepted\n";
    }
    return "NOT reconciled: %d orders lost, %d still in flight at the drain limit\n"
        .formatted(fates.lost(), fates.inFlight());
  }

  private String waits() {
    return platformWaits == 1
        ? "as on AWS"
        : "shortened to " + platformWaits + " of AWS's (retries, visibility timeouts, backoff)";
  }

  private static String counts(Map<?, Integer> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String label, Object value) {
    text.append("  %-18s".formatted(label)).append(value).append('\n');
  }
}
