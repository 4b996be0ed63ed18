// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads an `AWS::ApiGateway::RestApi` whose `Body` is OpenAPI 3.0.1 or Swagger 2.0, as the SAM
/// transform writes it.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html.
final class RestApiReader {
  private static final String ANY_METHOD = "x-amazon-apigateway-any-method";
  private static final int RESOURCE_ID_LENGTH = 6;

  private final String accountId;
  private final Problems problems;

  RestApiReader(String accountId, Problems problems) {
    this.accountId = accountId;
    this.problems = problems;
  }

  /// The API; without its definition, which is a problem, it has no resources.
  Api read(Resource resource) {
    var properties = Properties.of(resource, problems);
    var name = properties.string("Name");
    var binary = new ArrayList<>(properties.strings("BinaryMediaTypes"));
    properties.oneOf("ApiKeySourceType", "HEADER", "HEADER");
    properties.accept(
        "Description", "EndpointConfiguration", "FailOnWarnings", "Mode", "Parameters", "Tags");
    var definition = properties.object("Body");
    properties.end();
    if (definition.isEmpty()) {
      properties.problem("Body", "is required");
    }
    definition
        .map(body -> body.strings("x-amazon-apigateway-binary-media-types"))
        .ifPresent(binary::addAll);
    var title = definition.flatMap(body -> body.object("info")).flatMap(i -> i.string("title"));
    return new Api(
        resource.ref(),
        name.or(() -> title).orElse(resource.logicalId()),
        accountId,
        new Router(definition.map(body -> resources(resource.ref(), body)).orElse(List.of())),
        definition.map(GatewayResponsesReader::read).orElse(GatewayResponses.NONE),
        binary.stream().map(type -> type.replace("~1", "/")).toList());
  }

  private static List<ApiResource> resources(String apiId, Properties definition) {
    var security = SecuritySchemes.read(definition);
    var byDefault = security.requirement(definition).orElse(Method.Security.NONE);
    definition.oneOf("x-amazon-apigateway-api-key-source", "HEADER", "HEADER");
    var resources = new ArrayList<ApiResource>();
    definition
        .object("paths")
        .ifPresent(paths -> {
          for (var path : paths.names()) {
            paths
                .object(path)
                .map(item -> methods(item, security, byDefault))
                .map(all -> new ApiResource(id(apiId, path), PathPattern.parse(path), all))
                .ifPresent(resources::add);
          }
        });
    definition.accept(
        "openapi",
        "swagger",
        "basePath",
        "consumes",
        "definitions",
        "externalDocs",
        "host",
        "produces",
        "schemes",
        "servers",
        "tags",
        // read by the caller
        "info",
        "x-amazon-apigateway-binary-media-types",
        "x-amazon-apigateway-gateway-responses");
    definition.end();
    return resources;
  }

  private static Map<String, Method> methods(
      Properties item, SecuritySchemes security, Method.Security byDefault) {
    var methods = new HashMap<String, Method>();
    for (var name : item.names()) {
      var upper = name.toUpperCase(Locale.ROOT);
      var httpMethod = name.equals(ANY_METHOD) ? Method.ANY : upper;
      if (httpMethod.equals(Method.ANY) || Method.ALL.contains(httpMethod)) {
        item.object(name)
            .flatMap(method -> method(httpMethod, method, security, byDefault))
            .ifPresent(method -> methods.put(httpMethod, method));
      }
    }
    item.accept("parameters", "summary", "description");
    item.end();
    return methods;
  }

  private static Optional<Method> method(
      String httpMethod, Properties method, SecuritySchemes security, Method.Security byDefault) {
    var needed = security.requirement(method).orElse(byDefault);
    method.accept(
        "consumes",
        "deprecated",
        "description",
        "operationId",
        "parameters",
        "produces",
        "requestBody",
        "responses",
        "summary",
        "tags");
    var integration = IntegrationReader.read(method);
    method.end();
    return integration.map(found -> new Method(httpMethod, needed, found));
  }

  /// A short id, stable from run to run.
  private static String id(String apiId, String path) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((apiId + path).getBytes(StandardCharsets.UTF_8));
      var text = new BigInteger(1, hash).toString(Character.MAX_RADIX);
      return text.substring(0, RESOURCE_ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
