// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.gateway.Method.Security;
import io.wildrydes.local.template.Properties;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The ways to authorise that an API definition names, and what its methods ask for. Supported are
/// an API key in the `x-api-key` header and IAM; every other scheme is a problem where a method
/// asks for it.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html.
final class SecuritySchemes {
  private static final Security API_KEY = new Security(true, false);
  private static final Security IAM = new Security(false, true);

  private final Map<String, Security> byName = new HashMap<>();

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
  Optional<Security> requirement(Properties owner) {
    if (!owner.has("security")) {
      return Optional.empty();
    }
    boolean apiKey = false;
    boolean iam = false;
    for (var requirement : owner.objects("security")) {
      for (var name : requirement.names()) {
        var scheme = byName.getOrDefault(name, Security.NONE);
        if (scheme.equals(Security.NONE)) {
          owner.problem(
              "security",
              "asks for '%s'; supported are an API key in the x-api-key header and AWS_IAM"
                  .formatted(name));
        }
        apiKey |= scheme.apiKey();
        iam |= scheme.iam();
      }
    }
    return Optional.of(new Security(apiKey, iam));
  }

  private void addAll(Properties schemes) {
    for (var name : schemes.names()) {
      schemes.object(name).ifPresent(scheme -> byName.put(name, security(scheme)));
    }
  }

  private static Security security(Properties scheme) {
    var header = scheme.string("name").orElse("");
    if (!scheme.string("type").orElse("").equals("apiKey")
        || !scheme.string("in").orElse("").equals("header")
        || scheme.has("x-amazon-apigateway-authorizer")) {
      return Security.NONE;
    }
    var authType = scheme.string("x-amazon-apigateway-authtype").orElse("");
    if (header.equalsIgnoreCase("Authorization") && authType.equalsIgnoreCase("awsSigv4")) {
      return IAM;
    }
    return header.equalsIgnoreCase(Admission.KEY_HEADER) && authType.isEmpty()
        ? API_KEY
        : Security.NONE;
  }
}
