// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The resources of an expanded template while they are resolved. Each property is resolved once,
/// when it is first needed: a `Ref` to a resource needs its name only, so the order of resources
/// does not matter. Which resource refers to which is kept on the way, to find cycles.
final class StackResources implements References, DynamicReferences.Source {
  private static final String NAME_OF_SECRETS = "SecretString";

  private final TemplateInput input;
  private final ParameterValues parameters;
  private final Problems problems;
  private final Conditions conditions;
  private final Resolver resolver;
  private final Hosts hosts;
  private final GeneratedSecrets secrets;
  private final DynamicReferences dynamicReferences;

  private final Map<String, ObjectNode> active = new LinkedHashMap<>();
  private final Map<String, String> inactive = new LinkedHashMap<>();
  private final Map<Location, Optional<JsonNode>> resolved = new LinkedHashMap<>();
  private final Set<Location> open = new HashSet<>();
  private final DependencyGraph dependencies = new DependencyGraph();

  StackResources(
      TemplateDocument expanded,
      ParameterValues parameters,
      TemplateInput input,
      ReadingTools tools) {
    this.input = input;
    this.parameters = parameters;
    this.problems = tools.problems();
    this.secrets = new GeneratedSecrets(tools.random());
    this.conditions = new Conditions(expanded, parameters, problems);
    conditions.checkAll();
    this.resolver = new Resolver(this, conditions, expanded.section("Mappings"), problems);
    expanded.resources().forEach((id, resource) -> place(id, resource));
    var apiIds = new LinkedHashSet<String>();
    active.forEach((id, resource) -> {
      if (type(id).equals("AWS::ApiGateway::RestApi")) {
        apiIds.add(id.toLowerCase(Locale.ROOT));
      }
    });
    this.hosts = new Hosts(input.identity(), input.endpoints(), apiIds);
    this.dynamicReferences = new DynamicReferences(this, problems);
  }

  /// What a reader needs beside its input.
  record ReadingTools(RandomGenerator random, Problems problems) {}

  /// All active resources, resolved.
  Map<String, Resource> resolveAll() {
    var resources = new LinkedHashMap<String, Resource>();
    active.forEach((id, resource) -> {
      addDependsOn(id, resource);
      var properties = Json.object();
      names(id).forEach(name -> property(id, name).ifPresent(v -> properties.set(name, v)));
      resources.put(id, new Resource(id, type(id), refValue(id), properties));
    });
    dependencies
        .cycles()
        .forEach(cycle ->
            problems.add(cycle.getFirst(), "depends on itself: " + String.join(" -> ", cycle)));
    resources.values().forEach(resource -> hosts.refuseOutside(resource, problems));
    return resources;
  }

  /// The value of an output; hosts rewritten, dynamic references left alone.
  Optional<JsonNode> output(JsonNode value, Location at) {
    return resolver.resolve(value, at).map(hosts::rewrite);
  }

  boolean holds(String condition, Location at) {
    return conditions.holds(condition, at);
  }

  @Override
  public Optional<JsonNode> ref(String name, Location at) {
    if (parameters.isDeclared(name) || parameters.value(name).isPresent()) {
      return parameters.value(name);
    }
    if (!isUsable(name, at)) {
      return Optional.empty();
    }
    dependencies.add(at.owner(), name);
    if (ResourceKinds.of(type(name)).isEmpty()) {
      problems.add(
          at.toString(),
          "refers to %s, and what Ref gives for %s is not known here".formatted(name, type(name)));
      return Optional.empty();
    }
    return Optional.of(TextNode.valueOf(refValue(name)));
  }

  @Override
  public Optional<JsonNode> attribute(String logicalId, String attribute, Location at) {
    if (!isUsable(logicalId, at)) {
      return Optional.empty();
    }
    dependencies.add(at.owner(), logicalId);
    var kind = ResourceKinds.of(type(logicalId));
    var value = kind.flatMap(known -> known.attribute(attribute, facts(logicalId)));
    if (value.isEmpty()) {
      problems.add(
          at.toString(),
          "refers to %s.%s, and %s has no such attribute here%s"
              .formatted(
                  logicalId,
                  attribute,
                  type(logicalId),
                  kind.map(k -> Nearest.hint(attribute, k.attributeNames())).orElse("")));
    }
    return value.map(TextNode::valueOf);
  }

  @Override
  public Optional<String> secret(String nameOrArn, Location at) {
    return idOf("AWS::SecretsManager::Secret", nameOrArn)
        .flatMap(id -> {
          dependencies.add(at.owner(), id);
          return property(id, NAME_OF_SECRETS).map(JsonNode::asText);
        });
  }

  @Override
  public Optional<String> parameter(String name, Location at) {
    return idOf("AWS::SSM::Parameter", name)
        .flatMap(id -> {
          dependencies.add(at.owner(), id);
          return property(id, "Value").map(JsonNode::asText);
        });
  }

  private void place(String id, ObjectNode resource) {
    var condition = resource.path("Condition");
    if (condition.isMissingNode() || conditions.holds(condition.asText(), Location.of(id))) {
      active.put(id, resource);
    } else {
      inactive.put(id, condition.asText());
    }
  }

  private Optional<String> idOf(String type, String nameOrArn) {
    return active.keySet().stream()
        .filter(id -> type(id).equals(type))
        .filter(id -> name(id).equals(nameOrArn) || refValue(id).equals(nameOrArn))
        .findFirst();
  }

  private boolean isUsable(String logicalId, Location at) {
    if (active.containsKey(logicalId)) {
      return true;
    }
    if (inactive.containsKey(logicalId)) {
      problems.add(
          at.toString(),
          "refers to %s, which does not exist as its condition %s is false"
              .formatted(logicalId, inactive.get(logicalId)));
      return false;
    }
    var known = new LinkedHashSet<>(active.keySet());
    known.addAll(parameters.names());
    problems.add(
        at.toString(),
        "refers to %s, which the template does not have%s"
            .formatted(logicalId, Nearest.hint(logicalId, known)));
    return false;
  }

  private void addDependsOn(String id, ObjectNode resource) {
    var dependsOn = resource.path("DependsOn");
    var named = dependsOn.isTextual() ? Json.array().add(dependsOn) : dependsOn;
    for (var other : named) {
      if (!inactive.containsKey(other.asText())
          && isUsable(other.asText(), Location.of(id).below("DependsOn"))) {
        dependencies.add(id, other.asText());
      }
    }
  }

  private String type(String id) {
    var resource = active.get(id);
    return resource == null ? "" : resource.path("Type").asText();
  }

  /// The properties that the resource will have, a generated name among them.
  private List<String> names(String id) {
    var names = new ArrayList<String>();
    written(id).fieldNames().forEachRemaining(names::add);
    ResourceKinds.of(type(id))
        .filter(kind -> kind.hasName() && !names.contains(kind.nameProperty()))
        .ifPresent(kind -> names.addFirst(kind.nameProperty()));
    if (names.remove("GenerateSecretString")) {
      names.add(NAME_OF_SECRETS);
    }
    return names;
  }

  private ObjectNode written(String id) {
    var resource = active.get(id);
    return resource != null && resource.get("Properties") instanceof ObjectNode properties
        ? properties
        : Json.object();
  }

  private String refValue(String id) {
    return ResourceKinds.of(type(id))
        .map(kind -> kind.ref().apply(facts(id)))
        .orElseGet(() -> ResourceFacts.generatedName(input.stackName(), id, 255));
  }

  private ResourceFacts facts(String id) {
    return new ResourceFacts(
        id,
        name(id),
        input.stackName(),
        input.identity(),
        input.endpoints(),
        path -> text(id, path));
  }

  private String name(String id) {
    var kind = ResourceKinds.of(type(id));
    return kind.isPresent() && kind.get().hasName() ? text(id, kind.get().nameProperty()) : "";
  }

  /// A property's text; names below the property follow it, blank-separated.
  private String text(String id, String path) {
    var names = List.of(path.split(" "));
    JsonNode value = property(id, names.getFirst()).orElseGet(Json::object);
    for (var name : names.subList(1, names.size())) {
      value = value.path(name);
    }
    return value.asText();
  }

  private Optional<JsonNode> property(String id, String name) {
    var at = Location.of(id).below(name);
    var known = resolved.get(at);
    if (known != null) {
      return known;
    }
    if (!open.add(at)) {
      // A value that needs itself; the cycle is reported from the graph.
      return Optional.empty();
    }
    var value = resolveProperty(id, name, at);
    open.remove(at);
    resolved.put(at, value);
    return value;
  }

  private Optional<JsonNode> resolveProperty(String id, String name, Location at) {
    var written = written(id).get(name);
    if (written != null) {
      return resolver
          .resolve(written, at)
          .map(value -> dynamicReferences.replace(value, at))
          .map(hosts::rewrite);
    }
    if (name.equals(NAME_OF_SECRETS) && written(id).has("GenerateSecretString")) {
      return generatedSecret(id);
    }
    return ResourceKinds.of(type(id))
        .filter(kind -> kind.nameProperty().equals(name))
        .map(kind -> ResourceFacts.generatedName(input.stackName(), id, kind.longestName()))
        .map(TextNode::valueOf);
  }

  private Optional<JsonNode> generatedSecret(String id) {
    return property(id, "GenerateSecretString")
        .map(rules -> Json.object().<ObjectNode>set("GenerateSecretString", rules))
        .map(rules -> new Resource(id, type(id), "", rules))
        .flatMap(resource -> Properties.of(resource, problems).object("GenerateSecretString"))
        .flatMap(secrets::generate)
        .map(TextNode::valueOf);
  }
}
