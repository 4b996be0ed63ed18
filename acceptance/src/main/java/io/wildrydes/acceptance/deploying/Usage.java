// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import io.wildrydes.acceptance.LoadProfile;
import java.util.LinkedHashMap;
import java.util.Map;

/// How much of AWS a load uses, by the key of its price.
///
/// A model: the partner's failures and delays are those of the template, what the functions take
/// besides was measured, see [Measured]. Orders that the partner's usage plan turns away are not in
/// it (API Gateway does not charge for them, but Delivery waits and tries again); [#atMost] bounds
/// what that can add.
record Usage(Map<String, Double> quantities) {
  /// A Lambda poller asks an empty queue every 20 seconds, and a mapping has five at rest:
  /// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html.
  private static final double IDLE_RECEIVES_PER_HOUR = 5 * 3600 / 20.0;

  private static final double HOURS_PER_MONTH = 730;

  Usage {
    quantities = Map.copyOf(quantities);
  }

  /// What one run of the profile uses.
  static Usage of(LoadProfile profile, StackShape stack, Measured measured) {
    double calls = partnerCalls(stack.partner());
    return of(profile, stack, measured, deliveryMillis(stack.partner(), calls, measured));
  }

  /// The same if every delivery took all its time: what an overloaded partner may lead to.
  static Usage atMost(LoadProfile profile, StackShape stack, Measured measured) {
    return of(profile, stack, measured, (double) stack.deliveryTimeout().toMillis());
  }

  /// What the stack uses in a month in which nobody sends an order.
  static Usage atRest(StackShape stack) {
    return new Usage(
        Map.of(
            "secret-months",
            (double) stack.standing().secrets(),
            "sqs-requests",
            IDLE_RECEIVES_PER_HOUR * HOURS_PER_MONTH * stack.standing().queueMappings()));
  }

  double of(String price) {
    return quantities.getOrDefault(price, 0.0);
  }

  private static Usage of(
      LoadProfile profile, StackShape stack, Measured measured, double deliveryMillis) {
    double orders = profile.orders();
    double calls = partnerCalls(stack.partner());
    double slowApiMillis =
        measured.slowApiMillis() + stack.partner().meanDelayMs() / calls; // failures are at once
    double hours = Math.ceil(profile.duration().toMillis() / 3_600_000.0);
    double gbSeconds =
        orders
            * (measured.notificationMillis() * stack.memory().notificationGb()
                + deliveryMillis * stack.memory().deliveryGb()
                + calls * slowApiMillis * stack.memory().slowApiGb())
            / 1000;
    var use = new LinkedHashMap<String, Double>();
    use.put("api-requests", orders * (1 + calls));
    use.put("lambda-requests", orders * (2 + calls));
    use.put("lambda-gb-seconds", gbSeconds);
    use.put("events", orders);
    use.put("sqs-requests", stack.usesQueue() ? orders * 3 : 0); // send, receive, delete
    use.put("logs-gb", orders * measured.logBytes(calls) / 1e9);
    use.put("metric-hours", measured.metrics() * hours);
    use.put("traces", orders * stack.traceSampling() * (stack.usesQueue() ? 2 : 1));
    use.put("secret-calls", Math.ceil(profile.peakRate())); // one an environment
    return new Usage(use);
  }

  /// Calls until one succeeds; the few orders that no try delivers count for nothing here.
  static double partnerCalls(StackShape.Partner partner) {
    return 1 / (1 - Math.min(partner.failureRate(), 0.9));
  }

  private static double deliveryMillis(
      StackShape.Partner partner, double calls, Measured measured) {
    double pause =
        partner.isFragile() ? measured.fragilePauseMillis() : measured.resilientPauseMillis();
    return measured.deliveryMillis()
        + calls * measured.slowApiMillis()
        + partner.meanDelayMs()
        + (calls - 1) * pause;
  }

  /// What the functions take besides the partner's delays, and what they log.
  ///
  /// @param slowApiMillis without its delay
  /// @param deliveryMillis without waiting for the partner or between tries
  /// @param metrics custom metrics that a run writes
  record Measured(
      double notificationMillis,
      double deliveryMillis,
      double slowApiMillis,
      LogBytes bytes,
      double resilientPauseMillis,
      double fragilePauseMillis,
      int metrics) {

    double logBytes(double calls) {
      return bytes.notification() + bytes.delivery() + calls * bytes.partnerCall();
    }
  }

  /// Bytes of log lines: of functions, of the platform and of the APIs' access logs.
  ///
  /// @param partnerCall of SlowApi, for each call
  record LogBytes(double notification, double delivery, double partnerCall) {}
}
