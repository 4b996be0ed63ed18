// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Decides which requests are traced: the first rule that matches, by priority, records its
/// reservoir each second and a share of the rest. Behind all others stands X-Ray's default rule,
/// one request a second and 5 %. Thread-safe, guarded by one lock.
///
/// See https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html. **Differs:**
/// the reservoir is exact; AWS lends it out to services in quotas and comes near it.
public final class SamplingRules {
  private final List<SamplingRule> rules;
  private final RandomGenerator random;
  private final Lock lock = new ReentrantLock();
  private final Map<SamplingRule, Spent> spent = new HashMap<>();

  SamplingRules(List<SamplingRule> rules, RandomGenerator random) {
    this.rules =
        Stream.concat(rules.stream(), Stream.of(SamplingRule.DEFAULT))
            .sorted(SamplingRule.ORDER)
            .toList();
    this.random = random;
  }

  /// Whether a request that came without a decision is to be traced.
  public boolean decide(SamplingRequest request, Instant now) {
    var rule = rules.stream().filter(r -> r.matches(request)).findFirst();
    return rule.isPresent()
        && (takesFromReservoir(rule.get(), now) || random.nextDouble() < rule.get().fixedRate());
  }

  private boolean takesFromReservoir(SamplingRule rule, Instant now) {
    long second = now.getEpochSecond();
    lock.lock();
    try {
      var before = spent.get(rule);
      int taken = before == null || before.second() != second ? 0 : before.taken();
      if (taken >= rule.reservoir()) {
        return false;
      }
      spent.put(rule, new Spent(second, taken + 1));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private record Spent(long second, int taken) {}
}
