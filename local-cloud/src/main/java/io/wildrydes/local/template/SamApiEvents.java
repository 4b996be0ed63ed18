// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Expands `Api` events: a method in the API's body, and the permission for the gateway to invoke
/// the function.
final class SamApiEvents {
  /// The API of events that name none.
  static final String IMPLICIT_API = "ServerlessRestApi";

  private static final List<String> METHODS =
      List.of("any", "delete", "get", "head", "options", "patch", "post", "put");

  private final SamOutput output;
  private final Map<String, SamApi> apis;
  private final ParameterValues parameters;
  private final Problems problems;

  SamApiEvents(
      SamOutput output, Map<String, SamApi> apis, ParameterValues parameters, Problems problems) {
    this.output = output;
    this.apis = apis;
    this.parameters = parameters;
    this.problems = problems;
  }

  void expand(SamFunction function, String name, SamProperties from) {
    var route = route(from);
    var api = api(from);
    var auth = from.below("Auth");
    var timeout = from.take("TimeoutInMillis");
    if (route.isEmpty() || api.isEmpty()) {
      return;
    }
    if (api.get().id().equals(IMPLICIT_API)) {
      keepPolicies(function, api.get().resource());
    }
    addPermission(function, name, api.get(), route.get());
    if (!api.get().isManaged()) {
      auth.ifPresent(
          _ -> from.problem("Auth", "is ignored by SAM, as the API has a body of its own"));
    } else if (api.get().body().has(route.get().path(), route.get().method())) {
      problems.add(from.at().toString(), "defines %s a second time".formatted(route.get()));
    } else {
      var integration = addIntegration(function, api.get(), route.get());
      timeout.ifPresent(millis -> integration.set("timeoutInMillis", millis));
      var rules = auth.orElseGet(() -> new SamProperties(from.at(), Json.object(), problems));
      new SamApiAuth(api.get(), partition())
          .apply(
              rules,
              integration,
              api.get().body().method(route.get().path(), route.get().method()));
    }
    auth.ifPresent(SamProperties::end);
  }

  private static Optional<Route> route(SamProperties from) {
    var path = from.required("Path");
    var method = from.required("Method").map(text -> text.toLowerCase(Locale.ROOT));
    path.filter(text -> !text.startsWith("/"))
        .ifPresent(text -> from.problem("Path", "%s does not begin with /".formatted(text)));
    method
        .filter(text -> !METHODS.contains(text))
        .ifPresent(text ->
            from.problem("Method", text + " is no HTTP method" + Nearest.hint(text, METHODS)));
    return path.flatMap(p -> method.map(m -> new Route(p, m)));
  }

  private ObjectNode addIntegration(SamFunction function, SamApi api, Route route) {
    var uri =
        Intrinsic.sub(
            "arn:%s:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/%s/invocations"
                .formatted(partition(), function.arnVariable()));
    return api.body().addIntegration(route.path(), route.method(), uri, function.condition());
  }

  /// The implicit API is retained when one of its functions is.
  private static void keepPolicies(SamFunction function, ObjectNode api) {
    for (var name : List.of("DeletionPolicy", "UpdateReplacePolicy")) {
      var policy = function.inherited().path(name).asText();
      if (policy.equals("Retain") || (!policy.isEmpty() && !api.has(name))) {
        api.put(name, policy);
      }
    }
  }

  /// A path and a method in lower case.
  private record Route(String path, String method) {

    @Override
    public String toString() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }
  }

  private Optional<SamApi> api(SamProperties from) {
    var reference = from.take("RestApiId");
    if (reference.isEmpty()) {
      return Optional.ofNullable(apis.get(IMPLICIT_API));
    }
    var id =
        Intrinsic.refIn(reference.get())
            .orElseGet(() -> reference.get().isTextual() ? reference.get().asText() : "");
    var api = Optional.ofNullable(apis.get(id));
    if (api.isEmpty()) {
      from.problem(
          "RestApiId",
          "is no Ref to an AWS::Serverless::Api of the template but %s%s"
              .formatted(Json.write(reference.get()), Nearest.hint(id, apis.keySet())));
    }
    return api;
  }

  private void addPermission(SamFunction function, String name, SamApi api, Route route) {
    // SAM writes * for path variables, and API Gateway wants no slash at the end.
    var path =
        route.path().replaceFirst("^(.+)/$", "$1").replaceAll("\\{[a-zA-Z0-9._-]+\\+?}", "*");
    var method = route.method().equals("any") ? "*" : route.method().toUpperCase(Locale.ROOT);
    var arn =
        "arn:%s:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/%s%s"
            .formatted(partition(), method, path);
    ObjectNode variables = Json.object().set("__ApiId__", Intrinsic.ref(api.id()));
    variables.put("__Stage__", "*");
    JsonNode source = Json.object().set(Intrinsic.SUB, Json.array().add(arn).add(variables));
    var permission = Json.object().put("Action", "lambda:InvokeFunction");
    permission.set("FunctionName", function.name());
    permission.put("Principal", "apigateway.amazonaws.com");
    permission.set("SourceArn", source);
    var suffix = api.stageName().orElse("Stage");
    var idSuffix = suffix.matches("[A-Za-z0-9]+") ? suffix : SamHash.of(suffix, 10);
    output.add(
        function.id(),
        function.id() + name + "Permission" + idSuffix,
        SamOutput.resource("AWS::Lambda::Permission", function.inherited(), permission));
  }

  private String partition() {
    return parameters.value("AWS::Partition").map(JsonNode::asText).orElse("aws");
  }
}
