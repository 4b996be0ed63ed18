// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads usage plans, API keys and what ties them together.
///
/// See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-usageplan.html
/// and
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-apikey.html.
final class UsagePlanReader {
  /// See
  /// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-key-with-console.html.
  private static final Pattern KEY_VALUE = Pattern.compile("[A-Za-z0-9]{20,128}");

  private static final String KEY_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int GENERATED_LENGTH = 40;

  private final Set<Stage.Key> stages;
  private final Platform platform;
  private final Problems problems;

  /// @param stages the stages that there are
  UsagePlanReader(Set<Stage.Key> stages, Platform platform, Problems problems) {
    this.stages = Set.copyOf(stages);
    this.platform = platform;
    this.problems = problems;
  }

  List<UsagePlan> read(Stack stack) {
    var keys = new HashMap<String, ApiKey>();
    for (var resource : stack.ofType("AWS::ApiGateway::ApiKey")) {
      keys.put(resource.ref(), key(resource));
    }
    var keysByPlan = new LinkedHashMap<String, List<ApiKey>>();
    for (var resource : stack.ofType("AWS::ApiGateway::UsagePlan")) {
      keysByPlan.put(resource.ref(), new ArrayList<>());
    }
    for (var resource : stack.ofType("AWS::ApiGateway::UsagePlanKey")) {
      join(resource, keys, keysByPlan);
    }
    return stack.ofType("AWS::ApiGateway::UsagePlan").stream()
        .map(resource -> plan(resource, keysByPlan.getOrDefault(resource.ref(), List.of())))
        .toList();
  }

  private ApiKey key(Resource resource) {
    var properties = Properties.of(resource, problems);
    var given = properties.string("Value");
    var value = given.orElseGet(this::generated);
    boolean enabled = properties.flag("Enabled", false);
    // Stage keys come from the time before usage plans and open nothing any more.
    properties.accept(
        "CustomerId", "Description", "GenerateDistinctId", "Name", "StageKeys", "Tags");
    properties.end();
    if (!KEY_VALUE.matcher(value).matches()) {
      properties.problem("Value", "is not 20 to 128 letters and digits");
    }
    return new ApiKey(resource.ref(), value, enabled, given.isEmpty());
  }

  private String generated() {
    var value = new StringBuilder();
    for (int i = 0; i < GENERATED_LENGTH; i++) {
      value.append(KEY_ALPHABET.charAt(platform.random().nextInt(KEY_ALPHABET.length())));
    }
    return value.toString();
  }

  private void join(
      Resource resource, Map<String, ApiKey> keys, Map<String, List<ApiKey>> keysByPlan) {
    var properties = Properties.of(resource, problems);
    var keyId = properties.required("KeyId");
    var planId = properties.required("UsagePlanId");
    properties.oneOf("KeyType", "API_KEY", "API_KEY");
    properties.end();
    var key = keys.get(keyId);
    var plan = keysByPlan.get(planId);
    if (key == null) {
      properties.problem("KeyId", "'%s' is no API key of this template".formatted(keyId));
    }
    if (plan == null) {
      properties.problem("UsagePlanId", "'%s' is no usage plan of this template".formatted(planId));
    }
    if (key != null && plan != null) {
      plan.add(key);
    }
  }

  private UsagePlan plan(Resource resource, List<ApiKey> keys) {
    var properties = Properties.of(resource, problems);
    var opened = new HashMap<Stage.Key, MethodLimits>();
    for (var stage : properties.objects("ApiStages")) {
      var key = new Stage.Key(stage.required("ApiId"), stage.required("Stage"));
      var limits = stage.object("Throttle").map(UsagePlanReader::limits);
      stage.end();
      opened.put(key, limits.orElse(MethodLimits.NONE));
      if (!stages.contains(key)) {
        properties.problem(
            "ApiStages",
            "'%s' has no stage '%s' in this template".formatted(key.apiId(), key.stage()));
      }
    }
    var throttle = properties.object("Throttle").map(UsagePlanReader::throttle).orElse(null);
    var quota = properties.object("Quota").map(UsagePlanReader::quota).orElse(null);
    properties.accept("Description", "Tags", "UsagePlanName");
    properties.end();
    return new UsagePlan(opened, throttle, quota, keys);
  }

  /// Limits by `<path>/<method>`, such as `/slow/POST`.
  private static MethodLimits limits(Properties properties) {
    var byMethod = new HashMap<String, Throttle>();
    for (var name : properties.names()) {
      int slash = name.lastIndexOf('/');
      var limit = properties.object(name).map(UsagePlanReader::throttle).orElse(null);
      if (slash >= 0 && limit != null) {
        var path = slash == 0 ? "/" : name.substring(0, slash);
        byMethod.put(path + " " + name.substring(slash + 1), limit);
      } else {
        properties.problem(name, "is not <path>/<method> with RateLimit and BurstLimit");
      }
    }
    return new MethodLimits(byMethod, null);
  }

  private static @Nullable Throttle throttle(Properties properties) {
    var throttle = Throttles.read(properties, "RateLimit", "BurstLimit");
    properties.end();
    return throttle;
  }

  private static Quota quota(Properties properties) {
    int limit = properties.integer("Limit", Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
    int offset = properties.integer("Offset", 0, 0, Integer.MAX_VALUE);
    var period = properties.oneOf("Period", "DAY", "DAY", "WEEK", "MONTH");
    properties.end();
    return new Quota(limit, offset, Quota.Period.valueOf(period));
  }
}
