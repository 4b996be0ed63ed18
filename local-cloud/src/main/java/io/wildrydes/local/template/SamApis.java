// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.Optional;

/// Expands `AWS::Serverless::Api`: the REST API with its body, deployment, stage and usage plan.
///
/// **Differs:** the deployment's id hashes the body in another spelling than SAM's.
///
/// @see <a
///   href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-api.html">AWS:
///   generated resources of an API</a>
final class SamApis {
  private final SamOutput output;
  private final SamUsagePlans usagePlans;
  private final Problems problems;

  SamApis(SamOutput output, Problems problems) {
    this.output = output;
    this.usagePlans = new SamUsagePlans(output);
    this.problems = problems;
  }

  void expand(SamApi api) {
    var from = new SamProperties(Location.of(api.id()), api.properties(), problems);
    var restApi = Json.object();
    from.copy(
        restApi,
        "Name",
        "Description",
        "MinimumCompressionSize",
        "Mode",
        "ApiKeySourceType",
        "FailOnWarnings",
        "BinaryMediaTypes");
    from.take("EndpointConfiguration").ifPresent(_ -> addEndpoint(from, restApi));
    addToBody(api, from);
    from.take("DefinitionBody");
    var body = api.body().finish(api.id(), output);
    restApi.set("Body", body);
    var attributes = SamOutput.kept(api.resource());
    if (api.resource().has("DependsOn")) {
      attributes.set("DependsOn", api.resource().get("DependsOn"));
    }
    output.add(
        api.id(), api.id(), SamOutput.resource("AWS::ApiGateway::RestApi", attributes, restApi));
    var stageId = addStage(api, body, from);
    from.below("Auth").ifPresent(auth -> addAuthResources(api, auth, stageId));
    from.end();
  }

  private static void addEndpoint(SamProperties from, ObjectNode restApi) {
    var value = from.take("EndpointConfiguration").orElseThrow();
    var type = value;
    if (value.isObject() && Intrinsic.in(value).isEmpty()) {
      var section = from.below("EndpointConfiguration").orElseThrow();
      type = section.take("Type").orElse(value);
      section.end();
    }
    restApi.set("EndpointConfiguration", Json.object().set("Types", Json.array().add(type)));
    restApi.set("Parameters", Json.object().set("endpointConfigurationTypes", type));
  }

  private void addToBody(SamApi api, SamProperties from) {
    var body = api.body();
    from.literal("OpenApiVersion")
        .filter(version -> !version.matches("[23](\\.\\d)(\\.\\d)?"))
        .ifPresent(_ -> from.problem("OpenApiVersion", "is not of the form 3.0.1"));
    from.take("Cors").ifPresent(value -> body.addCors(SamCors.of(value, from)));
    if (!api.auth().isEmpty()) {
      addAuth(api);
    }
    from.object("GatewayResponses")
        .ifPresent(responses -> body.addGatewayResponses(gatewayResponses(api, responses)));
    from.take("BinaryMediaTypes").ifPresent(body::addBinaryMediaTypes);
    if (api.isOpenApi3()) {
      body.convertToOpenApi3();
    }
  }

  /// Adds what the API requires of all its methods to those that do not opt out.
  private static void addAuth(SamApi api) {
    var auth = api.auth();
    var body = api.body();
    if (auth.path("DefaultAuthorizer").asText().equals(SamApiAuth.IAM)) {
      boolean withPreflight = auth.path("AddDefaultAuthorizerToCorsPreflight").asBoolean(true);
      body.addIamScheme();
      body.forEachMethod((name, method) -> {
        if (withPreflight || !name.equals("options")) {
          addDefault(SamApiAuth.IAM, SamApiAuth.NONE, method, true);
        }
      });
    }
    if (auth.path("ApiKeyRequired").asBoolean()) {
      boolean withPreflight = auth.path("AddApiKeyRequiredToCorsPreflight").asBoolean(true);
      body.addApiKeyScheme();
      body.forEachMethod((name, method) -> {
        if (withPreflight || !name.equals("options")) {
          addDefault(SamApiAuth.API_KEY, SamApiAuth.NO_API_KEY, method, false);
        }
      });
    }
    if (api.isOpenApi3()) {
      // SAM converts here and again at the end, and so writes a preflight's header schemas twice.
      body.convertToOpenApi3();
    }
  }

  /// Adds a requirement unless the method has it or carries the mark that it wants none.
  private static void addDefault(
      String scheme, String optOut, ObjectNode method, boolean keepsLastMark) {
    var existing = SamApiAuth.security(method);
    var kept = Json.array();
    boolean isOptedOut = false;
    boolean isThere = false;
    for (var requirement : existing) {
      if (requirement.has(optOut)) {
        isOptedOut = true;
      } else {
        isThere |= requirement.has(scheme);
        kept.add(requirement);
      }
    }
    if (!isOptedOut && !isThere) {
      kept.add(Json.object().set(scheme, Json.array()));
    }
    // SAM writes no empty list in the place of its mark for no authorizer, and the mark stays.
    if (!kept.isEmpty() || !keepsLastMark) {
      method.set("security", kept);
    }
  }

  private ObjectNode gatewayResponses(SamApi api, ObjectNode responses) {
    var result = Json.object();
    for (var entry : responses.properties()) {
      var at = Location.of(api.id()).below("GatewayResponses").below(entry.getKey());
      if (entry.getValue() instanceof ObjectNode response && Intrinsic.in(response).isEmpty()) {
        var from = new SamProperties(at, response, problems);
        result.set(entry.getKey(), gatewayResponse(from));
        from.end();
      } else {
        problems.add(at.toString(), "is not a map");
      }
    }
    return result;
  }

  private static ObjectNode gatewayResponse(SamProperties from) {
    var response = Json.object();
    var parameters = response.putObject("responseParameters");
    from.below("ResponseParameters")
        .ifPresent(section -> {
          addPrefixed("header.", section.object("Headers"), parameters);
          addPrefixed("path.", section.object("Paths"), parameters);
          addPrefixed("querystring.", section.object("QueryStrings"), parameters);
          section.end();
        });
    response.set("responseTemplates", from.take("ResponseTemplates").orElseGet(Json::object));
    from.literal("StatusCode").ifPresent(code -> response.put("statusCode", code));
    return response;
  }

  private static void addPrefixed(String kind, Optional<ObjectNode> values, ObjectNode parameters) {
    for (var value : values.orElseGet(Json::object).properties()) {
      parameters.set("gatewayresponse." + kind + value.getKey(), value.getValue());
    }
  }

  /// Deployment and stage; gives the stage's logical id.
  private String addStage(SamApi api, ObjectNode body, SamProperties from) {
    var inherited = SamOutput.inherited(api.resource());
    var digest = SamHash.of(body, 40);
    var deploymentId = api.id() + "Deployment" + digest.substring(0, 10);
    var deployment = Json.object();
    deployment.set("RestApiId", Intrinsic.ref(api.id()));
    deployment.put("Description", "RestApi deployment id: " + digest);
    if (!api.properties().has("OpenApiVersion")) {
      deployment.put("StageName", "Stage");
    }
    output.add(
        api.id(),
        deploymentId,
        SamOutput.resource("AWS::ApiGateway::Deployment", inherited, deployment));

    var stage = Json.object();
    stage.set("RestApiId", Intrinsic.ref(api.id()));
    stage.set("DeploymentId", Intrinsic.ref(deploymentId));
    if (from.take("StageName").isEmpty()) {
      from.problem("StageName", "is required");
    }
    from.copy(
        stage,
        "StageName",
        "CacheClusterEnabled",
        "CacheClusterSize",
        "Variables",
        "MethodSettings",
        "AccessLogSetting",
        "CanarySetting",
        "TracingEnabled");
    from.object("Tags").ifPresent(tags -> stage.set("Tags", tagList(tags)));
    var stageId = stageId(api);
    output.add(api.id(), stageId, SamOutput.resource("AWS::ApiGateway::Stage", inherited, stage));
    output.name(api.id() + ".Stage", stageId);
    output.name(api.id() + ".Deployment", deploymentId);
    return stageId;
  }

  private static String stageId(SamApi api) {
    var name = api.stageName().orElse("");
    if (name.matches("[A-Za-z0-9]+")) {
      return api.id() + name + "Stage";
    }
    return api.id() + "Stage" + (name.isEmpty() ? "" : SamHash.of(name, 10));
  }

  private static ArrayNode tagList(ObjectNode tags) {
    var list = Json.array();
    tags.properties()
        .forEach(tag ->
            list.add(
                Json.object().put("Key", tag.getKey()).<ObjectNode>set("Value", tag.getValue())));
    return list;
  }

  private void addAuthResources(SamApi api, SamProperties auth, String stageId) {
    auth.literal("DefaultAuthorizer")
        .filter(name -> !name.equals(SamApiAuth.IAM))
        .ifPresent(
            name -> auth.problem("DefaultAuthorizer", name + " is not supported; AWS_IAM is"));
    for (var flag :
        List.of(
            "ApiKeyRequired",
            "InvokeRole",
            "AddDefaultAuthorizerToCorsPreflight",
            "AddApiKeyRequiredToCorsPreflight")) {
      auth.literal(flag);
    }
    auth.below("UsagePlan").ifPresent(plan -> usagePlans.expand(api, plan, stageId));
    auth.end();
  }
}
