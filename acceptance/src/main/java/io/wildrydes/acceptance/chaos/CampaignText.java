// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import io.wildrydes.acceptance.rides.RideText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The report of a campaign as people read it on a terminal.
record CampaignText(CampaignPlan plan, CampaignReport report, TroubleTally tally, Times times) {

  /// How long which part took.
  ///
  /// @param sending until the last order was answered and the last trouble was over
  /// @param draining until every order had come to rest
  record Times(Duration sending, Duration draining) {}

  String text(Path logs) {
    var text = new StringBuilder("\n== Troubles made ==\n");
    for (var trouble : Trouble.values()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %4d  %s; %s: %d%n",
              tally.done(trouble),
              trouble.deed(),
              trouble.harm(),
              tally.harm(trouble)));
    }
    var fates = report.fates();
    text.append("\n== What became of the orders ==\n");
    line(text, "answers", counts(report.answers()));
    line(text, "accepted", fates.accepted());
    line(text, "  delivered", fates.delivered() + " (the partner's ledger)");
    line(text, "  in DLQ", fates.dead());
    line(text, "  lost", report.lost().size());
    line(text, "duplicates", report.duplicates() + " (taken again, with the same key)");
    line(text, "delivered, in DLQ", fates.deliveredAndDead() + " (taken, but the answer got lost)");
    line(text, "unacknowledged", report.unacknowledged() + " (came through, sender got no 202)");
    line(text, "sending", times.sending().toSeconds() + " s");
    line(text, "coming to rest", times.draining().toSeconds() + " s");
    line(text, "platform waits", plan.waits() + " of AWS's");
    line(text, "logs", logs);
    line(text, "again", again());
    text.append(new RideText(report.rides().report()).text());
    report.faults().forEach(fault -> text.append("\nWRONG: ").append(fault));
    return text.append('\n').append(verdict()).toString();
  }

  private String verdict() {
    var fates = report.fates();
    return report.isGood()
        ? "nothing lost: %d accepted = %d delivered + %d in DLQ\n"
            .formatted(fates.accepted(), fates.delivered(), fates.dead())
        : "FAILED: " + String.join(", ", wrong()) + "\n";
  }

  private List<String> wrong() {
    var wrong = new ArrayList<String>();
    var rides = report.rides().report();
    if (report.fates().accepted() == 0) {
      wrong.add("no order was accepted");
    }
    if (rides.fates().granted() == 0) {
      wrong.add("no ride was granted");
    }
    add(wrong, report.lost().size(), "orders lost");
    add(wrong, rides.fates().lost(), "rides lost");
    add(wrong, rides.fates().waiting(), "rides still waiting");
    add(wrong, rides.stored().twice(), "rides stored twice");
    add(wrong, report.faults().size(), "other faults");
    return wrong;
  }

  private static void add(List<String> wrong, int count, String what) {
    if (count > 0) {
      wrong.add(count + " " + what);
    }
  }

  private String again() {
    return "make chaos SEED=%d ORDERS=%d RATE=%s"
        .formatted(
            plan.seed(), plan.orders(), Double.toString(plan.rate()).replaceAll("\\.0$", ""));
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
