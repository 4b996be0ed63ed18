// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.template.Properties;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The ways to authorise that an API definition names, and what its methods ask for. Supported is
/// an API key in the `x-api-key` header; every other scheme is a problem where a method asks for
/// it.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html.
final class SecuritySchemes {
  private final Map<String, Boolean> isApiKeyByName = new HashMap<>();

  private SecuritySchemes() {}

  /// Reads `components.securitySchemes` (OpenAPI 3) or `securityDefinitions` (Swagger 2).
  static SecuritySchemes read(Properties body) {
    var schemes = new SecuritySchemes();
    body.object("components")
        .ifPresent(components -> {
          components.object("securitySchemes").ifPresent(schemes::addAll);
          components.accept("schemas", "responses", "headers", "parameters");
          components.end();
        });
    body.object("securityDefinitions").ifPresent(schemes::addAll);
    return schemes;
  }

  /// What a method, or the whole definition, asks for; empty when it does not say.
  ///
  /// @return whether an API key is needed
  Optional<Boolean> apiKeyRequired(Properties owner) {
    if (!owner.has("security")) {
      return Optional.empty();
    }
    boolean required = false;
    for (var requirement : owner.objects("security")) {
      for (var name : requirement.names()) {
        required |= isApiKey(name, owner);
      }
    }
    return Optional.of(required);
  }

  private boolean isApiKey(String name, Properties owner) {
    boolean isApiKey = isApiKeyByName.getOrDefault(name, false);
    if (!isApiKey) {
      owner.problem(
          "security",
          "asks for '%s'; supported is an API key in the x-api-key header".formatted(name));
    }
    return isApiKey;
  }

  private void addAll(Properties schemes) {
    for (var name : schemes.names()) {
      schemes.object(name).ifPresent(scheme -> isApiKeyByName.put(name, isApiKey(scheme)));
    }
  }

  private static boolean isApiKey(Properties scheme) {
    return scheme.string("type").orElse("").equals("apiKey")
        && scheme.string("in").orElse("").equals("header")
        && scheme.string("name").orElse("").equalsIgnoreCase(Admission.KEY_HEADER)
        && !scheme.has("x-amazon-apigateway-authtype")
        && !scheme.has("x-amazon-apigateway-authorizer");
  }
}
