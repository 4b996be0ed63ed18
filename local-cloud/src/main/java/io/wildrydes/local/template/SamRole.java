// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.Optional;

/// The execution role that SAM makes for a function without `Role`, with the rights that the
/// function's tracing, queues and events need.
///
/// **Differs:** a SAM policy template stays as written in the place of its statements, and a
/// managed policy's name is not turned into its ARN; nothing here reads either.
final class SamRole {
  private static final String BASIC = "service-role/AWSLambdaBasicExecutionRole";

  private final String id;
  private final String partition;
  private final ArrayNode managed = Json.array();
  private final ArrayNode inline = Json.array();

  SamRole(String functionId, String partition) {
    this.id = functionId + "Role";
    this.partition = partition;
    addManaged(BASIC);
  }

  String id() {
    return id;
  }

  void addTracing() {
    addManaged(partition.equals("aws") ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess");
  }

  void addManaged(String awsPolicy) {
    addOnce(
        managed,
        Json.array().add("arn:%s:iam::aws:policy/%s".formatted(partition, awsPolicy)).get(0));
  }

  /// Allows one action on one resource.
  void allow(String policyName, String action, JsonNode resource, boolean isVersioned) {
    var document = Json.object();
    if (isVersioned) {
      document.put("Version", "2012-10-17");
    }
    var statement = Json.object().put("Action", action).put("Effect", "Allow");
    statement.set("Resource", resource);
    document.set("Statement", Json.array().add(statement));
    addOnce(inline, policy(policyName, document));
  }

  /// The function's own `Policies`: names and ARNs, documents, policy templates, or a list of them.
  void addOwn(Optional<JsonNode> policies, SamProperties properties) {
    if (policies.isEmpty()) {
      return;
    }
    var list = policies.get().isArray() ? policies.get() : Json.array().add(policies.get());
    for (int i = 0; i < list.size(); i++) {
      var entry = list.get(i);
      var call = Intrinsic.in(entry);
      if (call.filter(c -> c.function().equals(Intrinsic.IF)).isPresent()) {
        properties.problem("Policies[" + i + "]", "is an Fn::If, which is not supported");
      } else if (entry.isTextual() || call.isPresent()) {
        addOnce(managed, entry);
      } else if (!entry.has("Statement") && !isPolicyTemplate(entry)) {
        properties.problem("Policies[" + i + "]", "is neither a policy nor one policy template");
      } else {
        inline.add(policy("%sPolicy%d".formatted(id, i), entry));
      }
    }
  }

  /// Every policy template's name ends like that.
  private static boolean isPolicyTemplate(JsonNode entry) {
    return entry.size() == 1 && entry.fieldNames().next().endsWith("Policy");
  }

  /// The role as a resource.
  ObjectNode resource(SamProperties function, ObjectNode inherited, JsonNode tags) {
    var properties = Json.object();
    properties.set(
        "AssumeRolePolicyDocument",
        function.take("AssumeRolePolicyDocument").orElseGet(SamRole::lambdaMayAssume));
    properties.set("ManagedPolicyArns", managed);
    if (!inline.isEmpty()) {
      properties.set("Policies", inline);
    }
    function.take("RolePath").ifPresent(path -> properties.set("Path", path));
    function.copy(properties, "PermissionsBoundary");
    properties.set("Tags", tags);
    return SamOutput.resource("AWS::IAM::Role", inherited, properties);
  }

  private static JsonNode lambdaMayAssume() {
    var statement = Json.object();
    statement.set("Action", Json.array().add("sts:AssumeRole"));
    statement.put("Effect", "Allow");
    statement.set(
        "Principal", Json.object().set("Service", Json.array().add("lambda.amazonaws.com")));
    var document = Json.object().put("Version", "2012-10-17");
    document.set("Statement", Json.array().add(statement));
    return document;
  }

  private static ObjectNode policy(String name, JsonNode document) {
    var policy = Json.object().put("PolicyName", name);
    policy.set("PolicyDocument", document);
    return policy;
  }

  private static void addOnce(ArrayNode list, JsonNode value) {
    for (var existing : list) {
      if (existing.equals(value)) {
        return;
      }
    }
    list.add(value);
  }
}
