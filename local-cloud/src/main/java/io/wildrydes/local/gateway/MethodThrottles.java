// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The buckets behind method limits. Every method has one of its own: a setting for all methods
/// gives each of them the same limit, not one limit together.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html#apig-request-throttling-stage-and-method-level-limits.
/// Thread-safe.
final class MethodThrottles {
  private final MethodLimits limits;
  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

  MethodThrottles(MethodLimits limits) {
    this.limits = limits;
  }

  /// Takes a token of the method's bucket; a method without a limit is always admitted.
  boolean admits(Router.Route route, Instant now) {
    var path = route.resource().path();
    var httpMethod = route.method().httpMethod();
    return limits
        .of(path, httpMethod)
        .map(limit -> bucket(path + " " + httpMethod, limit).tryTake(now))
        .orElse(true);
  }

  private TokenBucket bucket(String method, Throttle limit) {
    return buckets.computeIfAbsent(method, _ -> new TokenBucket(limit));
  }
}
