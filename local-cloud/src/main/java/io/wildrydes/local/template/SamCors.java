// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An API's `Cors`: how browsers' preflight requests are answered. It adds no header to the answers
/// of functions.
///
/// @see <a
///   href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-corsconfiguration.html">AWS:
///   CorsConfiguration</a>
record SamCors(
    JsonNode origin,
    Optional<JsonNode> methods,
    Optional<JsonNode> headers,
    Optional<JsonNode> maxAge,
    boolean allowsCredentials) {

  /// @param value an origin, or a map of properties
  static SamCors of(JsonNode value, SamProperties api) {
    if (!(value instanceof ObjectNode) || Intrinsic.in(value).isPresent()) {
      return new SamCors(value, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
    var section = api.below("Cors").orElseThrow();
    var cors =
        new SamCors(
            section.take("AllowOrigin").orElseGet(() -> TextNode.valueOf("'*'")),
            section.take("AllowMethods"),
            section.take("AllowHeaders"),
            section.take("MaxAge"),
            section.flag("AllowCredentials", false));
    section.end();
    if (cors.allowsCredentials() && cors.origin().asText().equals("'*'")) {
      section.problem("AllowCredentials", "cannot be true while AllowOrigin is '*'");
    }
    return cors;
  }

  /// The OPTIONS method in Swagger 2's form.
  ///
  /// @param pathMethods the path's methods, for APIs that do not list allowed ones
  ObjectNode preflight(String pathMethods) {
    var values = new LinkedHashMap<String, JsonNode>();
    values.put("Access-Control-Allow-Origin", origin);
    headers.ifPresent(value -> values.put("Access-Control-Allow-Headers", value));
    values.put(
        "Access-Control-Allow-Methods",
        methods.orElseGet(() -> TextNode.valueOf("'%s'".formatted(pathMethods))));
    maxAge.ifPresent(value -> values.put("Access-Control-Max-Age", value));
    if (allowsCredentials) {
      values.put("Access-Control-Allow-Credentials", TextNode.valueOf("'true'"));
    }
    var options = Json.object().put("summary", "CORS support");
    options.set("consumes", Json.array().add("application/json"));
    options.set("produces", Json.array().add("application/json"));
    options.set(OpenApiBody.INTEGRATION, integration(values));
    options.set("responses", responses(values));
    return options;
  }

  private static ObjectNode integration(Map<String, JsonNode> values) {
    var parameters = Json.object();
    values.forEach((header, value) -> parameters.set("method.response.header." + header, value));
    var byDefault = Json.object().put("statusCode", "200");
    byDefault.set("responseParameters", parameters);
    byDefault.set("responseTemplates", Json.object().put("application/json", "{}\n"));
    var integration = Json.object().put("type", "mock");
    integration.set(
        "requestTemplates",
        Json.object().put("application/json", "{\n  \"statusCode\" : 200\n}\n"));
    integration.set("responses", Json.object().set("default", byDefault));
    return integration;
  }

  private static ObjectNode responses(Map<String, JsonNode> values) {
    var types = Json.object();
    values
        .keySet()
        .forEach(header ->
            types.putObject(header).put("type", header.endsWith("Max-Age") ? "integer" : "string"));
    var ok = Json.object().put("description", "Default response for CORS method");
    ok.set("headers", types);
    return Json.object().set("200", ok);
  }
}
