// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.flow.FlowReport.Claim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// What is said of flow control, beside what arithmetic makes of the run's settings and what the
/// run measured.
///
/// @param minutes of the run
record Claims(
    FlowReport.Setup setup, FlowReport.Calls calls, FlowReport.Times times, List<Minute> minutes) {
  /// Tries of one invocation, fragile and resilient alike.
  static final int MOST_CALLS = 5;

  /// Calls a second that the usage plan of the template grants; Delivery's key has no other.
  private static final double PARTNER_RATE = 10;

  private static final int FRAGILE_WAITS = 4;
  private static final double FRAGILE_SHORTEST = 3;
  private static final double FRAGILE_LONGEST = 8;
  private static final double MINUTE = 60;
  private static final double PERCENT = 100;

  /// The claims that concern this kind of run.
  List<Claim> all() {
    var claims = new ArrayList<Claim>();
    claims.add(callsOfAnOrder());
    claims.add(limit());
    if (setup.usesQueue()) {
      claims.add(concurrency());
      claims.add(peakRate());
      claims.add(drain());
    } else {
      claims.add(unlimited());
      claims.add(success());
    }
    claims.add(setup.isFragile() ? fragileRetries() : resilientRetries());
    return claims;
  }

  private Claim callsOfAnOrder() {
    double mean = 1 / (1 - failureRate());
    int orders = FlowReport.sum(calls.perOrder());
    return new Claim(
        "the partner fails one call in five, so an order costs a little more than one call",
        String.format(
            Locale.ROOT,
            "1 / (1 - %.2f) = %.2f calls an order, if none is throttled",
            failureRate(),
            mean),
        String.format(
            Locale.ROOT,
            "%.2f calls an order; %.1f %% of all calls were turned away with 429",
            calls.made() / (double) orders,
            PERCENT * calls.throttled() / calls.made()));
  }

  private Claim limit() {
    double orders = PARTNER_RATE * (1 - failureRate());
    var first = minutes.stream().filter(minute -> minute.calls().containsKey("429")).findFirst();
    var measured =
        first
            .map(minute ->
                "first 429 in minute %d, %.1f orders/s published, %.1f calls/s"
                    .formatted(
                        minute.minute(),
                        minute.published() / MINUTE,
                        FlowReport.sum(minute.calls()) / MINUTE))
            .orElse("no call was throttled");
    return new Claim(
        "the partner takes 10 calls a second",
        String.format(
            Locale.ROOT, "%.0f x (1 - %.2f) = %.1f orders/s", PARTNER_RATE, failureRate(), orders),
        measured);
  }

  private Claim concurrency() {
    double mean = times.meanDeliverySeconds();
    return new Claim(
        "a maximum concurrency of %.0f fits a partner of 10 calls a second"
            .formatted(maxConcurrency()),
        String.format(
            Locale.ROOT,
            "%.0f / %.2f s mean invocation = %.2f invocations/s, whatever the partner allows",
            maxConcurrency(),
            mean,
            maxConcurrency() / mean),
        String.format(
            Locale.ROOT,
            "%.2f orders/s delivered while messages waited; at most %d invocations at once",
            saturatedRate(),
            peakConcurrency()));
  }

  private Claim peakRate() {
    return new Claim(
        "... and keeps the calls below 10 a second",
        String.format(
            Locale.ROOT,
            "concurrency bounds calls under way, not calls a second: %.0f at once may be any number",
            maxConcurrency()),
        String.format(
            Locale.ROOT,
            "most calls within one second: %d; most that the usage plan let pass: %d; 429: %d",
            calls.rates().inASecond(),
            calls.rates().admittedInASecond(),
            calls.throttled()));
  }

  private Claim drain() {
    double backlog = backlogAfterLoad();
    double rate = maxConcurrency() / times.meanDeliverySeconds();
    return new Claim(
        "the queue catches up when the load ends",
        String.format(
            Locale.ROOT,
            "%.0f orders open then / %.2f invocations/s = %.1f min",
            backlog,
            rate,
            backlog / rate / MINUTE),
        String.format(
            Locale.ROOT,
            "%.1f min from the last order sent to the last at rest",
            times.drainSeconds() / MINUTE));
  }

  private Claim unlimited() {
    double second = minutes.stream().mapToInt(Minute::published).max().orElse(0) / MINUTE;
    double slowest = times.deliveryMillis().p95() / 1e3;
    return new Claim(
        "without flow control Delivery scales with the orders",
        String.format(
            Locale.ROOT,
            "%.1f orders/s at most x %.1f s (p95) = %.0f invocations at once, before Lambda's own retries",
            second,
            slowest,
            second * slowest),
        String.format(
            Locale.ROOT,
            "%d at most; up to %d calls reached the partner within one second",
            peakConcurrency(),
            calls.rates().inASecond()));
  }

  private Claim success() {
    double calls = minutes.stream().mapToInt(m -> FlowReport.sum(m.calls())).max().orElse(0);
    double share = PARTNER_RATE * MINUTE * (1 - failureRate()) / Math.max(1, calls);
    var worst =
        minutes.stream()
            .filter(minute -> ended(minute) >= MINUTE)
            .min(Comparator.comparingDouble(Claims::completedShare));
    return new Claim(
        "invocations succeed in 97 to 98 % without load, in about 20 % under it",
        String.format(
            Locale.ROOT,
            "%.0f of at most %.0f calls/s can succeed: %.1f %% of the calls in that minute",
            PARTNER_RATE * (1 - failureRate()),
            calls / MINUTE,
            PERCENT * Math.min(1, share)),
        worst
            .map(minute ->
                String.format(
                    Locale.ROOT,
                    "at worst %.1f %% of the invocations completed, in minute %d",
                    PERCENT * completedShare(minute),
                    minute.minute()))
            .orElse("too few invocations in any minute to say"));
  }

  private static int ended(Minute minute) {
    return minute.deliveries().completed() + minute.deliveries().failed();
  }

  private static double completedShare(Minute minute) {
    return minute.deliveries().completed() / (double) ended(minute);
  }

  private Claim fragileRetries() {
    double timeout = setup.number("DeliveryTimeout");
    double share = shareOver(timeout);
    return new Claim(
        "five tries, 3 to 8 s apart, within a timeout of %.0f s".formatted(timeout),
        String.format(
            Locale.ROOT,
            "four waits last %.0f to %.0f s: %.2f %% of those that need all five last longer than the"
                + " timeout, before any call is counted",
            FRAGILE_WAITS * FRAGILE_SHORTEST,
            FRAGILE_WAITS * FRAGILE_LONGEST,
            PERCENT * share),
        String.format(
            Locale.ROOT,
            "%d of %d invocations that came to the fifth try timed out, %.2f %%",
            timedOut(),
            calls.rates().longest(),
            PERCENT * timedOut() / Math.max(1, calls.rates().longest())));
  }

  private Claim resilientRetries() {
    double timeout = setup.number("DeliveryTimeout");
    return new Claim(
        "five tries of at most 4 s with backoff, within a timeout of %.0f s".formatted(timeout),
        String.format(
            Locale.ROOT,
            "5 x 4 s + at most 7.5 s of backoff = 27.5 s, and no try starts that could not end"),
        String.format(
            Locale.ROOT, "%d of %d invocations timed out", timedOut(), calls.invocations()));
  }

  /// The chance that four waits, each uniform from 3 to 8 s, last longer than this: the Irwin-Hall
  /// distribution.
  static double shareOver(double seconds) {
    double x = (seconds - FRAGILE_WAITS * FRAGILE_SHORTEST) / (FRAGILE_LONGEST - FRAGILE_SHORTEST);
    if (x <= 0 || x >= FRAGILE_WAITS) {
      return x <= 0 ? 1 : 0;
    }
    double below = 0;
    double binomial = 1; // n over k, with its sign
    double factorial = 1;
    for (int k = 0; k <= Math.floor(x); k++) {
      below += binomial * Math.pow(x - k, FRAGILE_WAITS);
      binomial *= -(double) (FRAGILE_WAITS - k) / (k + 1);
    }
    for (int k = 2; k <= FRAGILE_WAITS; k++) {
      factorial *= k;
    }
    return 1 - below / factorial;
  }

  /// Orders delivered a second in the minutes that began and ended with messages waiting.
  private double saturatedRate() {
    return IntStream.range(1, minutes.size())
        .filter(i -> isWaiting(minutes.get(i - 1)) && isWaiting(minutes.get(i)))
        .mapToDouble(i -> minutes.get(i).delivered() / MINUTE)
        .average()
        .orElse(Double.NaN);
  }

  private static boolean isWaiting(Minute minute) {
    return minute.backlog().waiting() > 0;
  }

  private double backlogAfterLoad() {
    int minute = (int) (times.loadSeconds() / MINUTE);
    return Optional.of(minute)
        .filter(i -> i < minutes.size())
        .map(i -> minutes.get(i).backlog().open())
        .orElse(0);
  }

  private int peakConcurrency() {
    return minutes.stream().mapToInt(minute -> minute.deliveries().peak()).max().orElse(0);
  }

  private int timedOut() {
    return calls.endings().getOrDefault(Deliveries.Ending.TIMED_OUT.name(), 0);
  }

  private double failureRate() {
    return setup.number("SlowApiFailureRate");
  }

  private double maxConcurrency() {
    return setup.number("DeliveryMaxConcurrency");
  }
}
