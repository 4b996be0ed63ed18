// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;

/// Expands an API's `Auth: UsagePlan`: a plan, a key and their link, per API or shared by several.
/// The shared ones have the properties that the last of their APIs gives.
///
/// @see <a
///   href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiusageplan.html">AWS:
///   ApiUsagePlan</a>
final class SamUsagePlans {
  private static final String SHARED_PREFIX = "Serverless";

  private final SamOutput output;
  private final ArrayNode sharedDependsOn = Json.array();
  private final ArrayNode sharedStages = Json.array();
  private final ArrayNode sharedKeyStages = Json.array();

  SamUsagePlans(SamOutput output) {
    this.output = output;
  }

  void expand(SamApi api, SamProperties plan, String stageId) {
    var kind = plan.required("CreateUsagePlan").orElse("NONE");
    var properties = Json.object();
    plan.copy(properties, "UsagePlanName", "Description", "Quota", "Tags", "Throttle");
    plan.end();
    var inherited = SamOutput.inherited(api.resource());
    switch (kind) {
      case "PER_API" -> {
        var dependsOn = Json.array().add(api.id());
        properties.set("ApiStages", Json.array().add(stage("ApiId", "Stage", api, stageId)));
        var keyStages = Json.array().add(stage("RestApiId", "StageName", api, stageId));
        write(api.id(), api.id(), new Plan(properties, dependsOn, keyStages, inherited));
      }
      case "SHARED" -> {
        if (!inherited.isEmpty()) {
          plan.problem(
              "CreateUsagePlan", "SHARED with a conditional or retained API is not supported");
        }
        sharedDependsOn.add(api.id());
        sharedStages.add(stage("ApiId", "Stage", api, stageId));
        sharedKeyStages.add(stage("RestApiId", "StageName", api, stageId));
        properties.set("ApiStages", sharedStages);
        write("", SHARED_PREFIX, new Plan(properties, sharedDependsOn, sharedKeyStages, inherited));
      }
      case "NONE" -> {
        // an explicit "no plan" overrides a global one
      }
      default ->
          plan.problem(
              "CreateUsagePlan", "'%s' is not one of SHARED, PER_API, NONE".formatted(kind));
    }
    if (!kind.equals("NONE")) {
      var prefix = kind.equals("SHARED") ? SHARED_PREFIX : api.id();
      output.name(api.id() + ".UsagePlan", prefix + "UsagePlan");
      output.name(api.id() + ".ApiKey", prefix + "ApiKey");
      output.name(api.id() + ".UsagePlanKey", prefix + "UsagePlanKey");
    }
  }

  private record Plan(
      ObjectNode properties, ArrayNode dependsOn, ArrayNode keyStages, ObjectNode inherited) {}

  /// @param origin the API, empty for shared resources
  private void write(String origin, String prefix, Plan plan) {
    var planId = prefix + "UsagePlan";
    var keyId = prefix + "ApiKey";
    var key = Json.object().put("Enabled", true);
    key.set("StageKeys", plan.keyStages());
    var link = Json.object().put("KeyType", "API_KEY");
    link.set("KeyId", Intrinsic.ref(keyId));
    link.set("UsagePlanId", Intrinsic.ref(planId));
    put(origin, planId, resource("UsagePlan", plan.properties(), plan, plan.dependsOn()));
    put(origin, keyId, resource("ApiKey", key, plan, Json.array().add(planId)));
    put(
        origin,
        prefix + "UsagePlanKey",
        resource("UsagePlanKey", link, plan, Json.array().add(keyId)));
  }

  private void put(String origin, String id, ObjectNode resource) {
    if (origin.isEmpty()) {
      output.share(id, resource);
    } else {
      output.add(origin, id, resource);
    }
  }

  private static ObjectNode resource(
      String type, ObjectNode properties, Plan plan, ArrayNode dependsOn) {
    var attributes = plan.inherited().deepCopy();
    attributes.set("DependsOn", dependsOn);
    return SamOutput.resource("AWS::ApiGateway::" + type, attributes, properties);
  }

  private static ObjectNode stage(String apiName, String stageName, SamApi api, String stageId) {
    var stage = Json.object();
    stage.set(apiName, Intrinsic.ref(api.id()));
    stage.set(stageName, Intrinsic.ref(stageId));
    return stage;
  }
}
