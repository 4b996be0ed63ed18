// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One key under one usage plan: its buckets and its quota. Thread-safe.
final class Subscription {
  private final ApiKey key;
  private final UsagePlan plan;
  private final @Nullable QuotaMeter quota;
  private final Map<Stage.Key, TokenBucket> stageBuckets = new ConcurrentHashMap<>();
  private final Map<Stage.Key, MethodThrottles> methodBuckets = new ConcurrentHashMap<>();

  Subscription(ApiKey key, UsagePlan plan) {
    this.key = key;
    this.plan = plan;
    this.quota = plan.quota() == null ? null : new QuotaMeter(plan.quota());
  }

  ApiKey key() {
    return key;
  }

  boolean opens(Stage.Key stage) {
    return plan.stages().containsKey(stage);
  }

  /// Why the plan stops a request, if it does: first the key's limit for the method, then its limit
  /// for the stage, then its quota. What an earlier limit took is not given back.
  Optional<GatewayError> refusal(Stage.Key stage, Router.Route route, Instant now) {
    if (!admitsMethod(stage, route, now) || !admitsStage(stage, now)) {
      return Optional.of(GatewayError.THROTTLED);
    }
    return quota == null || quota.tryCount(now)
        ? Optional.empty()
        : Optional.of(GatewayError.QUOTA_EXCEEDED);
  }

  private boolean admitsMethod(Stage.Key stage, Router.Route route, Instant now) {
    var limits = plan.stages().getOrDefault(stage, MethodLimits.NONE);
    return methodBuckets
        .computeIfAbsent(stage, _ -> new MethodThrottles(limits))
        .admits(route, now);
  }

  private boolean admitsStage(Stage.Key stage, Instant now) {
    var limit = plan.throttle();
    return limit == null
        || stageBuckets.computeIfAbsent(stage, _ -> new TokenBucket(limit)).tryTake(now);
  }
}
