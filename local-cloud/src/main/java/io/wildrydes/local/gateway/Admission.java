// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.http.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Decides whether a routed request may pass: its API key first, then the throttles in AWS's order
/// (the key's for the method, the key's for the stage and its quota, the stage's for the method,
/// the account's).
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html#apigateway-how-throttling-limits-are-applied.
/// A key that is unknown, disabled or in no plan of the stage is refused like a missing one.
/// Thread-safe.
final class Admission {
  static final String KEY_HEADER = "x-api-key";

  private final List<Subscription> subscriptions;
  private final Map<Stage.Key, MethodThrottles> stages = new ConcurrentHashMap<>();
  private final TokenBucket account = new TokenBucket(Throttle.ACCOUNT);

  Admission(List<UsagePlan> plans) {
    this.subscriptions =
        plans.stream()
            .flatMap(plan -> plan.keys().stream().map(key -> new Subscription(key, plan)))
            .toList();
  }

  Decision decide(Stage stage, Router.Route route, Headers headers, Instant now) {
    if (!route.method().security().apiKey()) {
      return decision(serverSide(stage, route, now), null);
    }
    var subscription = subscription(stage.key(), headers);
    if (subscription.isEmpty()) {
      return new Decision.Refused(GatewayError.FORBIDDEN, null);
    }
    var refusal =
        subscription.get().refusal(stage.key(), route, now).or(() -> serverSide(stage, route, now));
    return decision(refusal, subscription.get().key());
  }

  private Optional<GatewayError> serverSide(Stage stage, Router.Route route, Instant now) {
    var methods = stages.computeIfAbsent(stage.key(), _ -> new MethodThrottles(stage.limits()));
    return methods.admits(route, now) && account.tryTake(now)
        ? Optional.empty()
        : Optional.of(GatewayError.THROTTLED);
  }

  private Optional<Subscription> subscription(Stage.Key stage, Headers headers) {
    return headers
        .first(KEY_HEADER)
        .flatMap(value ->
            subscriptions.stream()
                .filter(candidate -> candidate.opens(stage))
                .filter(candidate -> candidate.key().enabled())
                .filter(candidate -> isSame(candidate.key().value(), value))
                .findFirst());
  }

  private static boolean isSame(String expected, String shown) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  private static Decision decision(Optional<GatewayError> refusal, @Nullable ApiKey key) {
    return refusal.isPresent()
        ? new Decision.Refused(refusal.get(), key)
        : new Decision.Admitted(key);
  }

  /// What was decided; the key is known of throttled callers too, and null where none is needed.
  sealed interface Decision {
    /// The caller's key, if the method needed one.
    @Nullable ApiKey key();

    /// The request goes on.
    record Admitted(@Nullable ApiKey key) implements Decision {}

    /// The request ends here.
    record Refused(GatewayError error, @Nullable ApiKey key) implements Decision {}
  }
}
