// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a group of keys may ask of some stages.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html.
///
/// @param stages the stages it opens, each with a key's limits for single methods
/// @param throttle each key's limit on each stage; null for none
/// @param quota each key's limit over all stages; null for none
record UsagePlan(
    Map<Stage.Key, MethodLimits> stages,
    @Nullable Throttle throttle,
    @Nullable Quota quota,
    List<ApiKey> keys) {

  UsagePlan {
    stages = Map.copyOf(stages);
    keys = List.copyOf(keys);
  }
}
