// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.Optional;

/// Expands `AWS::Serverless::Function`: the function, its role, published version and alias, what
/// happens to failed asynchronous invocations, and its events.
///
/// **Differs:** the version's id hashes the path of the code, not its upload; `Code` is that path.
///
/// @see <a
///   href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html">AWS:
///   generated resources of a function</a>
final class SamFunctions {
  private static final String[] COPIED = {
    "FunctionName",
    "Handler",
    "Runtime",
    "Description",
    "MemorySize",
    "Timeout",
    "Environment",
    "ReservedConcurrentExecutions",
    "Architectures",
    "SnapStart",
    "EphemeralStorage",
    "LoggingConfig",
    "RecursiveLoop"
  };

  private final SamOutput output;
  private final SamEvents events;
  private final ParameterValues parameters;
  private final Problems problems;

  SamFunctions(SamOutput output, SamEvents events, ParameterValues parameters, Problems problems) {
    this.output = output;
    this.events = events;
    this.parameters = parameters;
    this.problems = problems;
  }

  /// @param merged the properties, Globals included
  void expand(String id, ObjectNode resource, ObjectNode merged) {
    var from = new SamProperties(Location.of(id), merged, problems);
    var inherited = SamOutput.inherited(resource);
    var role = new SamRole(id, partition());
    var aliasName = from.take("AutoPublishAlias").map(parameters::fill);
    var aliasId = aliasName.map(name -> id + "Alias" + idPart(name.asText())).orElse("");
    var function = new SamFunction(id, aliasId, inherited, role);

    var properties = function(from, role);
    var attributes = SamOutput.kept(resource);
    if (resource.has("DependsOn")) {
      attributes.set("DependsOn", resource.get("DependsOn"));
    }
    output.add(id, id, SamOutput.resource("AWS::Lambda::Function", attributes, properties));
    if (aliasName.isPresent()) {
      addAlias(function, aliasName.get(), properties, from);
    } else {
      acceptWithoutAlias(from);
    }
    from.object("EventInvokeConfig")
        .ifPresent(
            config -> addEventInvokeConfig(function, aliasName, parameters.fill(config), resource));
    role.addOwn(from.take("Policies"), from);
    from.object("Events").ifPresent(section -> events.expand(function, section));
    addRole(function, from, properties);

    from.end();
  }

  private ObjectNode function(SamProperties from, SamRole role) {
    var properties = Json.object();
    from.copy(properties, COPIED);
    var code = from.take("CodeUri");
    if (code.isPresent()) {
      properties.set("Code", code.get());
    } else {
      from.problem("CodeUri", "is required; code must be in a local file");
    }
    from.take("Tracing")
        .filter(mode -> !parameters.fill(mode).asText().equals("Disabled"))
        .ifPresent(mode -> {
          properties.set("TracingConfig", Json.object().set("Mode", mode));
          role.addTracing();
        });
    from.below("DeadLetterQueue").ifPresent(queue -> addDeadLetterQueue(queue, properties, role));
    properties.set("Tags", tags(from.object("Tags")));
    for (var name : List.of("Handler", "Runtime")) {
      if (!properties.has(name)) {
        from.problem(name, "is required");
      }
    }
    return properties;
  }

  private static void addDeadLetterQueue(SamProperties queue, ObjectNode properties, SamRole role) {
    var type = queue.required("Type").orElse("");
    var target = queue.take("TargetArn");
    queue.end();
    if (target.isEmpty()) {
      queue.problem("TargetArn", "is required");
      return;
    }
    switch (type) {
      case "SQS" -> role.allow("DeadLetterQueuePolicy", "sqs:SendMessage", target.get(), true);
      case "SNS" -> role.allow("DeadLetterQueuePolicy", "sns:Publish", target.get(), true);
      default -> queue.problem("Type", "'%s' is not one of SQS, SNS".formatted(type));
    }
    properties.set("DeadLetterConfig", Json.object().set("TargetArn", target.get()));
  }

  private static ArrayNode tags(Optional<ObjectNode> own) {
    var tags = Json.array();
    tags.add(Json.object().put("Key", "lambda:createdBy").put("Value", "SAM"));
    own.ifPresent(map ->
        map.properties()
            .forEach(tag ->
                tags.add(
                    Json.object()
                        .put("Key", tag.getKey())
                        .<ObjectNode>set("Value", tag.getValue()))));
    return tags;
  }

  private void addAlias(
      SamFunction function, JsonNode name, ObjectNode properties, SamProperties from) {
    if (!name.isTextual() || !name.asText().matches("(?!^[0-9]+$)[a-zA-Z0-9_-]+")) {
      from.problem("AutoPublishAlias", "needs a name of letters, digits, - and _, not only digits");
    }
    boolean allProperties = from.flag("AutoPublishAliasAllProperties", false);
    var versionId =
        function.id()
            + "Version"
            + SamHash.of(allProperties ? properties : published(properties), 10);
    var versionAttributes = function.inherited().deepCopy();
    var policy = from.literal("VersionDeletionPolicy").orElse("Retain");
    if (!versionAttributes.has("DeletionPolicy")) {
      versionAttributes.put("DeletionPolicy", policy);
    }
    var version = Json.object();
    version.set("FunctionName", Intrinsic.ref(function.id()));
    from.take("VersionDescription").ifPresent(text -> version.set("Description", text));
    output.add(
        function.id(),
        versionId,
        SamOutput.resource("AWS::Lambda::Version", versionAttributes, version));

    var alias = Json.object();
    alias.set("Name", name);
    alias.set("FunctionName", Intrinsic.ref(function.id()));
    alias.set("FunctionVersion", Intrinsic.getAtt(versionId, "Version"));
    output.add(
        function.id(),
        function.aliasId(),
        SamOutput.resource("AWS::Lambda::Alias", function.inherited(), alias));
    output.name(function.id() + ".Version", versionId);
    output.name(function.id() + ".Alias", function.aliasId());
  }

  /// What Globals may say of versions means nothing to a function that publishes none.
  private static void acceptWithoutAlias(SamProperties from) {
    from.literal("AutoPublishAliasAllProperties");
    from.take("VersionDescription");
    if (from.literal("VersionDeletionPolicy").isPresent()) {
      from.problem("VersionDeletionPolicy", "needs AutoPublishAlias");
    }
  }

  /// The properties whose change publishes a version, unless all do.
  private static ObjectNode published(ObjectNode properties) {
    var published = Json.object();
    published.set("Code", properties.path("Code"));
    properties
        .path("Environment")
        .properties()
        .forEach(e -> published.set(e.getKey(), e.getValue()));
    for (var name : List.of("MemorySize", "SnapStart")) {
      if (properties.has(name)) {
        published.set(name, properties.get(name));
      }
    }
    return published;
  }

  private void addEventInvokeConfig(
      SamFunction function, Optional<JsonNode> alias, JsonNode config, ObjectNode resource) {
    var id = function.id() + "EventInvokeConfig";
    var at = Location.of(function.id()).below("EventInvokeConfig");
    var from = new SamProperties(at, (ObjectNode) config, problems);
    var properties = Json.object();
    properties.set("FunctionName", Intrinsic.ref(function.id()));
    properties.put("Qualifier", alias.map(JsonNode::asText).orElse("$LATEST"));
    from.copy(properties, "MaximumEventAgeInSeconds", "MaximumRetryAttempts");
    var destinations = Json.object();
    from.below("DestinationConfig")
        .ifPresent(section -> {
          var makes = new SamDestinations(output, function, id);
          makes.expand(section, destinations);
          section.end();
        });
    properties.set("DestinationConfig", destinations);
    from.end();
    var attributes = SamOutput.kept(resource);
    if (alias.isPresent()) {
      attributes.set("DependsOn", Json.array().add(function.aliasId()));
    }
    output.add(
        function.id(),
        id,
        SamOutput.resource("AWS::Lambda::EventInvokeConfig", attributes, properties));
  }

  private void addRole(SamFunction function, SamProperties from, ObjectNode properties) {
    var role = from.take("Role");
    if (role.isEmpty()) {
      properties.set("Role", Intrinsic.getAtt(function.role().id(), "Arn"));
      output.add(
          function.id(),
          function.role().id(),
          function.role().resource(from, function.inherited(), properties.get("Tags")));
      return;
    }
    properties.set("Role", role.get());
    var call = Intrinsic.in(role.get()).filter(c -> c.function().equals(Intrinsic.IF));
    for (var branch : call.map(Intrinsic::argument).orElseGet(Json::array)) {
      if (Intrinsic.isNoValue(branch)) {
        from.problem("Role", "is AWS::NoValue by condition, which is not supported");
      }
    }
    if (from.take("Policies").isPresent()) {
      from.problem(
          "Policies", "is ignored by SAM when Role is given; put the policies on the role");
    }
  }

  private String partition() {
    return parameters.value("AWS::Partition").map(JsonNode::asText).orElse("aws");
  }

  private static String idPart(String aliasName) {
    return aliasName.replace("-", "D").replace("_", "U");
  }
}
