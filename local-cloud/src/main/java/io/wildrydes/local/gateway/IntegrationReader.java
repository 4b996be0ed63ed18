// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.http.Headers;
import io.wildrydes.local.http.Response;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import io.wildrydes.local.template.Properties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads an `x-amazon-apigateway-integration`: `aws_proxy` to a function, or `mock` with literal
/// values, as SAM writes it for CORS.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html.
final class IntegrationReader {
  private static final Pattern FUNCTION_URI =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/+2015-03-31/functions/(arn:[^/${}]+)/invocations");
  private static final int MIN_TIMEOUT_MILLIS = 50;
  private static final String HEADER = "method.response.header.";
  private static final String JSON = "application/json";

  private IntegrationReader() {}

  /// The integration of a method; empty, and a problem, when it is not supported.
  static Optional<Integration> read(Properties method) {
    var properties = method.object("x-amazon-apigateway-integration");
    if (properties.isEmpty()) {
      method.problem("x-amazon-apigateway-integration", "is required");
      return Optional.empty();
    }
    var integration = properties.get();
    var type = integration.required("type");
    return switch (type) {
      case "aws_proxy", "AWS_PROXY" -> lambda(integration);
      case "mock", "MOCK" -> mock(integration);
      default -> {
        integration.problem("type", "'%s' is not one of aws_proxy, mock".formatted(type));
        yield Optional.empty();
      }
    };
  }

  private static Optional<Integration> lambda(Properties integration) {
    int max = (int) Integration.MAX_TIMEOUT.toMillis();
    int timeout = integration.integer("timeoutInMillis", max, MIN_TIMEOUT_MILLIS, max);
    integration.oneOf("httpMethod", "POST", "POST");
    // The caller's credentials and a role decide who may invoke, which is not checked here; the
    // others have no meaning for a proxy.
    integration.accept(
        "credentials", "passthroughBehavior", "contentHandling", "responses", "cacheNamespace");
    var uri = integration.required("uri");
    integration.end();
    var function = FUNCTION_URI.matcher(uri);
    if (!function.matches()) {
      integration.problem(
          "uri",
          "'%s' is not arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations"
              .formatted(uri));
      return Optional.empty();
    }
    return Optional.of(new Integration.LambdaProxy(function.group(1), Duration.ofMillis(timeout)));
  }

  /// Selects the answer as API Gateway would: by the status that the request template gives, else
  /// `default`.
  private static Optional<Integration> mock(Properties integration) {
    var status = integration.object("requestTemplates").flatMap(IntegrationReader::statusCode);
    integration.accept("passthroughBehavior", "httpMethod", "cacheNamespace");
    var responses = integration.object("responses");
    integration.end();
    var answer =
        responses.flatMap(all -> {
          var name = status.filter(all::has).orElse("default");
          return all.object(name);
        });
    if (status.isEmpty() || answer.isEmpty()) {
      integration.problem(
          "requestTemplates",
          "a mock needs an application/json template {\"statusCode\": <n>} and a response for it");
      return Optional.empty();
    }
    return response(answer.get()).map(Integration.Mock::new);
  }

  private static Optional<String> statusCode(Properties templates) {
    return templates
        .string(JSON)
        .flatMap(text -> {
          try {
            return Optional.of(Json.parse(text).path("statusCode"));
          } catch (MalformedJsonException _) {
            return Optional.empty();
          }
        })
        .filter(JsonNode::isInt)
        .map(JsonNode::asText);
  }

  private static Optional<Response> response(Properties answer) {
    int status = answer.integer("statusCode", 200, 200, 599);
    var body = answer.object("responseTemplates").flatMap(t -> t.string(JSON)).orElse("");
    var headers = Headers.of("Content-Type", JSON);
    var parameters = answer.object("responseParameters");
    for (var name : parameters.map(Properties::names).orElse(List.of())) {
      var source = parameters.flatMap(p -> p.string(name)).flatMap(HeaderSource::parse);
      if (name.startsWith(HEADER) && source.orElse(null) instanceof HeaderSource.Literal literal) {
        headers = headers.with(name.substring(HEADER.length()), literal.text());
      } else {
        answer.problem("responseParameters " + name, "is not a header with a 'literal' value");
      }
    }
    answer.end();
    if (body.contains("#") || body.contains("$")) {
      answer.problem("responseTemplates", "is a template with variables; only text is supported");
      return Optional.empty();
    }
    return Optional.of(new Response(status, headers, body.getBytes(StandardCharsets.UTF_8)));
  }
}
