// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// An API's OpenAPI document as the transform builds it. Methods of conditional functions are kept
/// plain until [#finish], which wraps them.
///
/// @see <a
///   href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html">AWS:
///   OpenAPI extensions</a>
final class OpenApiBody {
  static final String INTEGRATION = "x-amazon-apigateway-integration";
  private static final String ANY = "x-amazon-apigateway-any-method";
  private static final String SCHEMES = "securityDefinitions";
  private static final Set<String> NO_METHODS = Set.of("summary", "description", "parameters");

  private final ObjectNode document;
  private final ObjectNode paths;
  private final Map<String, Map<String, Optional<String>>> conditions = new LinkedHashMap<>();

  private OpenApiBody(ObjectNode document) {
    this.document = document;
    this.paths =
        document.get("paths") instanceof ObjectNode given ? given : document.putObject("paths");
  }

  /// A document without methods.
  ///
  /// @param version of OpenAPI, empty for Swagger 2.0
  static OpenApiBody empty(String version) {
    var document = Json.object();
    if (version.startsWith("3")) {
      document.put("openapi", version);
    } else {
      document.put("swagger", "2.0");
    }
    var info = document.putObject("info").put("version", "1.0");
    info.set("title", Intrinsic.ref("AWS::StackName"));
    return new OpenApiBody(document);
  }

  static OpenApiBody given(ObjectNode document) {
    return new OpenApiBody(document.deepCopy());
  }

  boolean hasPaths() {
    return !paths.isEmpty();
  }

  boolean has(String path, String method) {
    return paths.path(path).has(key(method));
  }

  /// The definition of a method that is there.
  ObjectNode method(String path, String method) {
    return (ObjectNode) paths.get(path).get(key(method));
  }

  /// A new method that invokes a function by proxy; gives its integration.
  ObjectNode addIntegration(String path, String method, JsonNode uri, Optional<String> condition) {
    var item = paths.get(path) instanceof ObjectNode existing ? existing : paths.putObject(path);
    var definition = item.putObject(key(method));
    var integration = definition.putObject(INTEGRATION);
    integration.put("type", "aws_proxy").put("httpMethod", "POST");
    integration.set("uri", condition.<JsonNode>map(name -> Intrinsic.when(name, uri)).orElse(uri));
    definition.putObject("responses");
    conditions.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(key(method), condition);
    return integration;
  }

  /// Calls back with the name and definition of every method that has an integration.
  void forEachMethod(BiConsumer<String, ObjectNode> action) {
    for (var item : paths) {
      for (var method : item.properties()) {
        if (!NO_METHODS.contains(method.getKey())
            && method.getValue() instanceof ObjectNode definition
            && definition.has(INTEGRATION)) {
          action.accept(method.getKey(), definition);
        }
      }
    }
  }

  /// Adds the preflight to every path that has no OPTIONS of its own.
  void addCors(SamCors cors) {
    var seen = new LinkedHashSet<String>();
    for (var path : paths.properties()) {
      var isNew = seen.add(path.getKey().replaceFirst("^(.+?)/+$", "$1"));
      if (isNew && path.getValue() instanceof ObjectNode item && !item.has("options")) {
        item.set("options", cors.preflight(methods(item)));
      }
    }
  }

  void addIamScheme() {
    addScheme(SamApiAuth.IAM, "Authorization").put("x-amazon-apigateway-authtype", "awsSigv4");
  }

  void addApiKeyScheme() {
    addScheme(SamApiAuth.API_KEY, "x-api-key");
  }

  void addGatewayResponses(ObjectNode responses) {
    document.set("x-amazon-apigateway-gateway-responses", responses);
  }

  void addBinaryMediaTypes(JsonNode types) {
    var slashed = Json.array();
    types.forEach(type -> slashed.add(type.asText().replace("~1", "/")));
    document.set("x-amazon-apigateway-binary-media-types", slashed);
  }

  /// Every condition of a method's function; nothing stands for a function without one.
  Set<Optional<String>> methodConditions() {
    var all = new LinkedHashSet<Optional<String>>();
    conditions.values().forEach(methods -> all.addAll(methods.values()));
    return all;
  }

  /// Turns what Swagger 2 has and OpenAPI 3 has not into the latter's form.
  void convertToOpenApi3() {
    if (document.remove(SCHEMES) instanceof ObjectNode schemes) {
      document.withObjectProperty("components").set("securitySchemes", schemes);
    }
    for (var item : paths) {
      if (item.get("options") instanceof ObjectNode options) {
        options.remove(List.of("consumes", "produces"));
        if (options.path("responses").path("200").path("headers") instanceof ObjectNode headers) {
          var wrapped = Json.object();
          headers
              .properties()
              .forEach(header ->
                  wrapped.set(header.getKey(), Json.object().set("schema", header.getValue())));
          headers.setAll(wrapped);
        }
      }
    }
  }

  /// The document with conditional methods and paths wrapped in `Fn::If`.
  ObjectNode finish(String apiId, SamOutput output) {
    conditions.forEach((path, methods) -> {
      ObjectNode item = (ObjectNode) paths.get(path);
      methods.forEach((method, condition) ->
          condition.ifPresent(name -> item.set(method, Intrinsic.when(name, item.get(method)))));
      if (!methods.containsValue(Optional.<String>empty())) {
        var names = new TreeSet<String>();
        methods.values().forEach(condition -> condition.ifPresent(names::add));
        paths.set(path, Intrinsic.when(output.anyOf(names, combinedName(apiId, path)), item));
      }
    });
    return document;
  }

  private static String combinedName(String apiId, String path) {
    return apiId
        + path.replace("/", "SLASH").replace("{", "OB").replace("}", "CB")
        + "PathCondition";
  }

  private ObjectNode addScheme(String name, String header) {
    var schemes = document.withObjectProperty(SCHEMES);
    if (!schemes.has(name)) {
      schemes.putObject(name).put("type", "apiKey").put("name", header).put("in", "header");
    }
    return (ObjectNode) schemes.get(name);
  }

  private static String methods(ObjectNode item) {
    var names = new TreeSet<String>();
    if (item.has(ANY)) {
      names.addAll(List.of("OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"));
    } else {
      item.fieldNames().forEachRemaining(name -> names.add(name.toUpperCase(Locale.ROOT)));
      names.add("OPTIONS");
    }
    return String.join(",", names);
  }

  private static String key(String method) {
    return method.equals("any") ? ANY : method;
  }
}
