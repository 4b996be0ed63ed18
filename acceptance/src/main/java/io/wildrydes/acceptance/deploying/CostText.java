// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import io.wildrydes.acceptance.LoadProfile;
import io.wildrydes.acceptance.deploying.Price.PriceList;
import java.util.TreeSet;

/// A cost estimate as people read it on a terminal.
///
/// @param prices of everything that is used
record CostText(PriceList prices, LoadProfile profile, StackShape stack, Usage.Measured measured) {

  /// The table, its total, and everything that was taken for granted.
  String text() {
    var text = new StringBuilder();
    var usage = Usage.of(profile, stack, measured);
    text.append(
        line(
            "Estimate for one run of profile %s: %,d orders in %d min, at most %.0f a second"
                .formatted(
                    profile.name(),
                    profile.orders(),
                    profile.duration().toMinutes(),
                    profile.peakRate())));
    text.append(
        line(
            "FlowControl=%s Resilience=%s, prices of %s looked up on %s, in USD"
                .formatted(
                    stack.usesQueue() ? "queue" : "none",
                    stack.partner().isFragile() ? "fragile" : "resilient",
                    prices.region(),
                    prices.lookedUp())));
    text.append('\n');
    rows(text, usage);
    text.append(line("  %-32s %16s   %9.4f".formatted("total of a run", "", total(usage))));
    text.append(
        line(
            "  %-32s %16s   %9.4f"
                .formatted(
                    "at most, see below", "", total(Usage.atMost(profile, stack, measured)))));
    text.append(
        line(
            "  %-32s %16s   %9.4f"
                .formatted("a month at rest, as it stands", "", total(Usage.atRest(stack)))));
    assumptions(text);
    return text.toString();
  }

  /// One line for those who are about to deploy.
  String brief() {
    return line(
        ("cost: about %.2f USD for a run of profile %s, %.2f USD a month at rest;"
                + " make cost shows what that is made of")
            .formatted(
                total(Usage.of(profile, stack, measured)),
                profile.name(),
                total(Usage.atRest(stack))));
  }

  private void rows(StringBuilder text, Usage usage) {
    for (var key : new TreeSet<>(usage.quantities().keySet())) {
      var price = prices.of(key);
      double quantity = usage.of(key);
      if (quantity > 0) {
        text.append(
            line(
                "  %-32s %,13.2f %-12s %6.4f%s"
                    .formatted(
                        price.what(),
                        quantity,
                        price.unit(),
                        price.of(quantity),
                        price.isVerified() ? "" : " *")));
      }
    }
  }

  private void assumptions(StringBuilder text) {
    text.append(
        """

        * The price was read on pages that quote AWS, not on AWS's own: see prices.json.
        This is an estimate, not a quotation. It takes for granted:
        """);
    text.append(
        line(
            ("- %.2f calls of the partner for each order, as it fails %.0f %% of them,"
                    + " and %.0f ms for one that does not fail")
                .formatted(
                    Usage.partnerCalls(stack.partner()),
                    stack.partner().failureRate() * 100,
                    stack.partner().meanDelayMs())));
    text.append(
        line(
            ("- besides that, milliseconds measured on a local cloud with new environments: Notification %.0f,"
                    + " Delivery %.0f, SlowApi %.0f; arm64 on AWS will differ")
                .formatted(
                    measured.notificationMillis(),
                    measured.deliveryMillis(),
                    measured.slowApiMillis())));
    text.append(
        """
        - no free tier is taken off, which would cover most of this in an account without other use
        - SSM's standard parameters cost nothing, nor does SnapStart for Java
        - not counted: cold starts, data to callers (0.6 KB an order), logs kept after the run
        - "at most": every delivery takes all its time once. The partner takes 10 calls a second;
          above that, FlowControl=queue lets orders wait for free, none lets Delivery wait and try
          again. Failed deliveries are tried 3 (none) or 5 (queue) times: that much can be added.
        """);
  }

  private double total(Usage usage) {
    return usage.quantities().entrySet().stream()
        .mapToDouble(entry -> prices.of(entry.getKey()).of(entry.getValue()))
        .sum();
  }

  private static String line(String text) {
    return text.stripTrailing() + "\n";
  }
}
