// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.gateway.GatewayResponses.Customized;
import io.wildrydes.local.template.Properties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `x-amazon-apigateway-gateway-responses`.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html.
final class GatewayResponsesReader {
  private static final Set<String> TYPES =
      Set.of(
          "ACCESS_DENIED",
          "API_CONFIGURATION_ERROR",
          "AUTHORIZER_CONFIGURATION_ERROR",
          "AUTHORIZER_FAILURE",
          "BAD_REQUEST_BODY",
          "BAD_REQUEST_PARAMETERS",
          "DEFAULT_4XX",
          "DEFAULT_5XX",
          "EXPIRED_TOKEN",
          "INTEGRATION_FAILURE",
          "INTEGRATION_TIMEOUT",
          "INVALID_API_KEY",
          "INVALID_SIGNATURE",
          "MISSING_AUTHENTICATION_TOKEN",
          "QUOTA_EXCEEDED",
          "REQUEST_TOO_LARGE",
          "RESOURCE_NOT_FOUND",
          "THROTTLED",
          "UNAUTHORIZED",
          "UNSUPPORTED_MEDIA_TYPE",
          "WAF_FILTERED");
  private static final String HEADER = "gatewayresponse.header.";

  private GatewayResponsesReader() {}

  static GatewayResponses read(Properties body) {
    var byType = new LinkedHashMap<String, Customized>();
    body.object("x-amazon-apigateway-gateway-responses")
        .ifPresent(responses -> {
          for (var type : responses.names()) {
            if (!TYPES.contains(type)) {
              responses.problem(type, "is not a gateway response type");
            }
            responses.object(type).ifPresent(one -> byType.put(type, customized(one)));
          }
        });
    return new GatewayResponses(byType);
  }

  private static Customized customized(Properties response) {
    int status = response.integer("statusCode", 0, 100, 599);
    var headers = response.object("responseParameters").map(GatewayResponsesReader::headers);
    var templates = response.object("responseTemplates").map(GatewayResponsesReader::templates);
    response.end();
    return new Customized(
        status == 0 ? null : status, headers.orElse(Map.of()), templates.orElse(Map.of()));
  }

  private static Map<String, HeaderSource> headers(Properties parameters) {
    var headers = new LinkedHashMap<String, HeaderSource>();
    for (var name : parameters.names()) {
      var expression = parameters.string(name).orElse("");
      var source = HeaderSource.parse(expression).filter(GatewayResponsesReader::isKnown);
      if (name.startsWith(HEADER) && source.isPresent()) {
        headers.put(name.substring(HEADER.length()), source.get());
      } else {
        parameters.problem(
            name,
            "'%s' is not supported; a %s<name> takes 'text', context.<variable>, stageVariables.<name> or method.request.<header, querystring or path>.<name>"
                .formatted(expression, HEADER));
      }
    }
    return headers;
  }

  private static Map<String, VariableText> templates(Properties properties) {
    var templates = new LinkedHashMap<String, VariableText>();
    for (var contentType : properties.names()) {
      var template = VariableText.parse(properties.string(contentType).orElse(""));
      unknown(template)
          .ifPresent(name ->
              properties.problem(contentType, "$context.%s is not supported".formatted(name)));
      templates.put(contentType, template);
    }
    return templates;
  }

  private static Optional<String> unknown(VariableText template) {
    return template.contextNames().stream()
        .filter(name -> !ContextVariables.isKnownToResponses(name))
        .findFirst();
  }

  private static boolean isKnown(HeaderSource source) {
    return !(source instanceof HeaderSource.Context(var name))
        || ContextVariables.isKnownToResponses(name);
  }
}
