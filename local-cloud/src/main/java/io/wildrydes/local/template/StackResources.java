// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.json.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The resources of an expanded template while they are resolved. Each property is resolved once,
/// when it is first needed: a `Ref` to a resource needs its name only, so the order of resources
/// does not matter. Which resource refers to which is kept on the way, to find cycles.
final class StackResources implements References, DynamicReferences.Source {
  private final TemplateInput input;
  private final ParameterValues parameters;
  private final Problems problems;
  private final Conditions conditions;
  private final Resolver resolver;
  private final Hosts hosts;
  private final GeneratedSecrets secrets;
  private final DynamicReferences dynamicReferences;

  private final ResourceSet resources;
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
    this.resources = new ResourceSet(expanded, conditions);
    this.hosts =
        new Hosts(input.identity(), input.endpoints(), resources.idsOf("AWS::ApiGateway::RestApi"));
    this.dynamicReferences = new DynamicReferences(this, problems);
  }

  /// What a reader needs beside its input.
  record ReadingTools(RandomGenerator random, Problems problems) {}

  /// All active resources, resolved.
  Map<String, Resource> resolveAll() {
    var resolvedResources = new LinkedHashMap<String, Resource>();
    for (var id : resources.ids()) {
      addDependsOn(id);
      var properties = Json.object();
      for (var name : resources.propertyNames(id)) {
        property(id, name).ifPresent(value -> properties.set(name, value));
      }
      resolvedResources.put(id, new Resource(id, resources.type(id), refValue(id), properties));
    }
    dependencies
        .cycles()
        .forEach(cycle ->
            problems.add(cycle.getFirst(), "depends on itself: " + String.join(" -> ", cycle)));
    resolvedResources.values().forEach(resource -> hosts.refuseOutside(resource, problems));
    return resolvedResources;
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
    if (resources.kind(name).isEmpty()) {
      problems.add(
          at.toString(),
          "refers to %s, and what Ref gives for %s is not known here"
              .formatted(name, resources.type(name)));
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
    var kind = resources.kind(logicalId);
    var value = kind.flatMap(known -> known.attribute(attribute, facts(logicalId)));
    if (value.isEmpty()) {
      problems.add(
          at.toString(),
          "refers to %s.%s, and %s has no such attribute here%s"
              .formatted(
                  logicalId,
                  attribute,
                  resources.type(logicalId),
                  kind.map(k -> Nearest.hint(attribute, k.attributeNames())).orElse("")));
    }
    return value.map(TextNode::valueOf);
  }

  @Override
  public Optional<String> secret(String nameOrArn, Location at) {
    return idOf("AWS::SecretsManager::Secret", nameOrArn)
        .flatMap(id -> {
          dependencies.add(at.owner(), id);
          return property(id, ResourceSet.SECRET).map(JsonNode::asText);
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

  private Optional<String> idOf(String type, String nameOrArn) {
    return resources.idsOf(type).stream()
        .filter(id -> name(id).equals(nameOrArn) || refValue(id).equals(nameOrArn))
        .findFirst();
  }

  private boolean isUsable(String logicalId, Location at) {
    if (resources.ids().contains(logicalId)) {
      return true;
    }
    var condition = resources.falseConditionOf(logicalId);
    if (condition.isPresent()) {
      problems.add(
          at.toString(),
          "refers to %s, which does not exist as its condition %s is false"
              .formatted(logicalId, condition.get()));
      return false;
    }
    var known = new LinkedHashSet<>(resources.ids());
    known.addAll(parameters.names());
    problems.add(
        at.toString(),
        "refers to %s, which the template does not have%s"
            .formatted(logicalId, Nearest.hint(logicalId, known)));
    return false;
  }

  private void addDependsOn(String id) {
    for (var other : resources.dependsOn(id)) {
      if (resources.falseConditionOf(other).isEmpty()
          && isUsable(other, Location.of(id).below("DependsOn"))) {
        dependencies.add(id, other);
      }
    }
  }

  private String refValue(String id) {
    return resources
        .kind(id)
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
    var kind = resources.kind(id);
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
    var value =
        resources
            .property(id, name)
            .flatMap(written -> resolver.resolve(written, at))
            .map(resolvedValue -> dynamicReferences.replace(resolvedValue, at))
            .map(hosts::rewrite);
    if (name.equals(ResourceSet.SECRET)) {
      if (value.isPresent() && resources.property(id, ResourceSet.GENERATED_SECRET).isPresent()) {
        problems.add(at.toString(), "and GenerateSecretString cannot both be given");
      }
      return value.or(() -> generatedSecret(id));
    }
    return value.or(() -> generatedName(id, name));
  }

  private Optional<JsonNode> generatedName(String id, String property) {
    return resources
        .kind(id)
        .filter(kind -> kind.hasName() && kind.nameProperty().equals(property))
        .map(kind -> ResourceFacts.generatedName(input.stackName(), id, kind.longestName()))
        .map(TextNode::valueOf);
  }

  private Optional<JsonNode> generatedSecret(String id) {
    return property(id, ResourceSet.GENERATED_SECRET)
        .map(rules -> Json.object().<ObjectNode>set(ResourceSet.GENERATED_SECRET, rules))
        .map(rules -> new Resource(id, resources.type(id), "", rules))
        .flatMap(resource -> Properties.of(resource, problems).object(ResourceSet.GENERATED_SECRET))
        .flatMap(secrets::generate)
        .map(TextNode::valueOf);
  }
}
