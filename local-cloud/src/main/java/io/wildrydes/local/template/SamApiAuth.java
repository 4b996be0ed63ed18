// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.Optional;

/// What `Auth` of an event and of its API mean for one method. IAM and API keys are supported,
/// other authorizers are problems.
///
/// @see <a
///   href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-apifunctionauth.html">AWS:
///   ApiFunctionAuth</a>
final class SamApiAuth {
  static final String IAM = "AWS_IAM";
  static final String API_KEY = "api_key";

  /// SAM's mark for a method that the API's key requirement leaves out.
  static final String NO_API_KEY = "api_key_false";

  /// SAM's mark for a method that the API's default authorizer leaves out.
  static final String NONE = "NONE";

  private final SamApi api;
  private final String partition;

  SamApiAuth(SamApi api, String partition) {
    this.api = api;
    this.partition = partition;
  }

  void apply(SamProperties event, ObjectNode integration, ObjectNode method) {
    var authorizer = event.literal("Authorizer");
    var invokeRole = event.literal("InvokeRole");
    var needsKey = event.literal("ApiKeyRequired");
    boolean isIam =
        authorizer.isPresent()
            ? authorizer.get().equals(IAM)
            : api.auth().path("DefaultAuthorizer").asText().equals(IAM) && event.names().isEmpty();
    if (isIam) {
      addCredentials(invokeRole, integration);
    }
    authorizer.ifPresent(name -> addAuthorizer(name, event, method));
    needsKey.ifPresent(text -> addKey(text.equalsIgnoreCase("true"), event, method));
  }

  /// Adds one more requirement to a method.
  static void require(String scheme, ObjectNode method) {
    security(method).add(Json.object().set(scheme, Json.array()));
  }

  static ArrayNode security(ObjectNode method) {
    return method.get("security") instanceof ArrayNode existing
        ? existing
        : method.putArray("security");
  }

  private void addCredentials(Optional<String> ofEvent, ObjectNode integration) {
    var role = ofEvent.orElseGet(() -> api.auth().path("InvokeRole").asText("CALLER_CREDENTIALS"));
    if (!role.equals(NONE)) {
      integration.put(
          "credentials",
          role.equals("CALLER_CREDENTIALS") ? "arn:%s:iam::*:user/*".formatted(partition) : role);
    }
  }

  private void addAuthorizer(String name, SamProperties event, ObjectNode method) {
    switch (name) {
      case IAM -> {
        require(IAM, method);
        api.body().addIamScheme();
      }
      case NONE -> {
        if (!api.auth().has("DefaultAuthorizer")) {
          event.problem("Authorizer", "is NONE, but the API has no DefaultAuthorizer");
        }
        require(NONE, method);
      }
      default ->
          event.problem("Authorizer", "%s is not supported; AWS_IAM and NONE are".formatted(name));
    }
  }

  private void addKey(boolean isRequired, SamProperties event, ObjectNode method) {
    if (isRequired) {
      require(API_KEY, method);
      api.body().addApiKeyScheme();
    } else {
      if (!api.auth().path("ApiKeyRequired").asBoolean()) {
        event.problem("ApiKeyRequired", "is false, but the API requires no key");
      }
      require(NO_API_KEY, method);
    }
  }
}
