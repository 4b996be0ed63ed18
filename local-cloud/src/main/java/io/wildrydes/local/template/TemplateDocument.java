// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A template's sections as written, short tags in their long form. The shape of sections and of
/// resources is checked here, so that later readers find objects where there must be some.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html">AWS:
///   template sections</a>
record TemplateDocument(ObjectNode root) {
  static final String SAM = "AWS::Serverless-2016-10-31";
  static final String SAM_PREFIX = "AWS::Serverless::";

  private static final List<String> SECTIONS =
      List.of(
          "AWSTemplateFormatVersion",
          "Transform",
          "Description",
          "Metadata",
          "Parameters",
          "Mappings",
          "Conditions",
          "Globals",
          "Resources",
          "Outputs");
  private static final Set<String> OBJECTS =
      Set.of("Parameters", "Mappings", "Conditions", "Globals", "Resources", "Outputs");
  private static final List<String> RESOURCE_ATTRIBUTES =
      List.of(
          "Type",
          "Properties",
          "Condition",
          "DependsOn",
          "Metadata",
          "DeletionPolicy",
          "UpdateReplacePolicy",
          "UpdatePolicy",
          "CreationPolicy",
          "IgnoreGlobals");

  /// The document with every section that has the wrong shape reported and left out.
  static TemplateDocument of(JsonNode root, Problems problems) {
    var checked = Json.object();
    if (!(root instanceof ObjectNode sections)) {
      problems.add("template", "is not a map of sections but %s".formatted(Json.write(root)));
      return new TemplateDocument(checked);
    }
    for (var section : sections.properties()) {
      if (isUsable(section, problems)) {
        checked.set(section.getKey(), section.getValue());
      }
    }
    var document = new TemplateDocument(checked);
    document.checkTransforms(problems);
    document.checkResources(problems);
    return document;
  }

  ObjectNode section(String name) {
    return root.get(name) instanceof ObjectNode section ? section : Json.object();
  }

  /// The resources, in template order.
  Map<String, ObjectNode> resources() {
    var resources = new LinkedHashMap<String, ObjectNode>();
    for (var entry : section("Resources").properties()) {
      if (entry.getValue() instanceof ObjectNode resource) {
        resources.put(entry.getKey(), resource);
      }
    }
    return resources;
  }

  boolean isSam(String logicalId) {
    return section("Resources").path(logicalId).path("Type").asText().startsWith(SAM_PREFIX);
  }

  private static boolean isUsable(Map.Entry<String, JsonNode> section, Problems problems) {
    var name = section.getKey();
    if (!SECTIONS.contains(name)) {
      problems.add(name, "is not a section that is supported" + Nearest.hint(name, SECTIONS));
      return false;
    }
    if (OBJECTS.contains(name) && !(section.getValue() instanceof ObjectNode)) {
      problems.add(name, "is not a map but %s".formatted(Json.write(section.getValue())));
      return false;
    }
    return true;
  }

  private void checkTransforms(Problems problems) {
    var transforms = root.path("Transform");
    var named = transforms.isArray() ? transforms : Json.array().add(transforms);
    boolean isSamTemplate = false;
    for (var transform : named) {
      isSamTemplate |= transform.asText().equals(SAM);
      if (!transform.isMissingNode() && !transform.asText().equals(SAM)) {
        problems.add("Transform", "%s is not supported".formatted(Json.write(transform)));
      }
    }
    for (var id : section("Resources").properties()) {
      if (!isSamTemplate && isSam(id.getKey())) {
        problems.add(
            id.getKey(),
            "is of type %s, which needs Transform: %s"
                .formatted(id.getValue().path("Type").asText(), SAM));
      }
    }
  }

  private void checkResources(Problems problems) {
    if (section("Resources").isEmpty()) {
      problems.add("Resources", "is missing or empty; a template needs at least one resource");
    }
    var broken =
        section("Resources").properties().stream()
            .filter(resource -> !isUsableResource(resource, problems))
            .map(Map.Entry::getKey)
            .toList();
    section("Resources").remove(broken);
  }

  private static boolean isUsableResource(Map.Entry<String, JsonNode> entry, Problems problems) {
    var id = entry.getKey();
    if (!id.matches("[A-Za-z0-9]{1,255}")) {
      problems.add(id, "is not a logical id; only letters and digits, at most 255");
      return false;
    }
    if (!(entry.getValue() instanceof ObjectNode resource)) {
      problems.add(id, "is not a map but %s".formatted(Json.write(entry.getValue())));
      return false;
    }
    for (var attribute : resource.properties()) {
      if (!RESOURCE_ATTRIBUTES.contains(attribute.getKey())) {
        problems.add(
            id + " " + attribute.getKey(),
            "is not supported" + Nearest.hint(attribute.getKey(), RESOURCE_ATTRIBUTES));
      }
    }
    if (!resource.path("Type").isTextual()) {
      problems.add(id, "has no Type");
      return false;
    }
    if (resource.has("Properties") && !(resource.get("Properties") instanceof ObjectNode)) {
      problems.add(id + " Properties", "is not a map");
      resource.remove("Properties");
    }
    return true;
  }
}
