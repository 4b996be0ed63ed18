// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import java.util.Comparator;

/// One sampling rule.
///
/// @param fixedRate the share of matching requests recorded beyond the reservoir, 0 to 1
/// @param reservoir matching requests recorded each second before the rate counts
/// @param match what requests must look like, each part with wildcards
record SamplingRule(
    String name, int priority, double fixedRate, int reservoir, SamplingRequest match) {
  static final SamplingRule DEFAULT =
      new SamplingRule("Default", 10_000, 0.05, 1, new SamplingRequest("*", "*", "*", "*", "*"));

  /// Lowest priority number first, then by name.
  static final Comparator<SamplingRule> ORDER =
      Comparator.comparingInt(SamplingRule::priority).thenComparing(SamplingRule::name);

  boolean matches(SamplingRequest request) {
    return Wildcard.matches(match.serviceName(), request.serviceName())
        && Wildcard.matches(match.serviceType(), request.serviceType())
        && Wildcard.matches(match.host(), request.host())
        && Wildcard.matches(match.method(), request.method())
        && Wildcard.matches(match.path(), request.path());
  }
}
