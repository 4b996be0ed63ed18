// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/// Turns the resources of a SAM template into plain CloudFormation, as AWS's transform does; its
/// results are held against those of AWS's own library in tests. Intrinsic functions stay.
///
/// @see <a href="https://github.com/aws/serverless-application-model">AWS:
///   serverless-application-model</a>
final class SamTransform {
  private static final String FUNCTION = TemplateDocument.SAM_PREFIX + "Function";
  private static final String API = TemplateDocument.SAM_PREFIX + "Api";

  private final TemplateDocument document;
  private final ParameterValues parameters;
  private final Problems problems;
  private final SamOutput output;
  private final SamGlobals globals;
  private final Map<String, SamApi> apis = new LinkedHashMap<>();

  private SamTransform(TemplateDocument document, ParameterValues parameters, Problems problems) {
    this.document = document;
    this.parameters = parameters;
    this.problems = problems;
    this.output = new SamOutput(document, problems);
    this.globals = new SamGlobals(document, problems);
  }

  static TemplateDocument expand(
      TemplateDocument document, ParameterValues parameters, Problems problems) {
    return new SamTransform(document, parameters, problems).expand();
  }

  private TemplateDocument expand() {
    document
        .resources()
        .forEach((id, resource) -> {
          if (type(resource).equals(API)) {
            apis.put(id, api(id, resource, properties(resource)));
          }
        });
    if (document.resources().containsKey(SamApiEvents.IMPLICIT_API)) {
      problems.add(
          SamApiEvents.IMPLICIT_API, "is the id that SAM gives its implicit API; choose another");
    }
    var implicit = Json.object().put("Type", API);
    apis.putIfAbsent(
        SamApiEvents.IMPLICIT_API,
        api(SamApiEvents.IMPLICIT_API, implicit, Json.object().put("StageName", "Prod")));

    // Functions first: their events write the bodies of APIs.
    var apiEvents = new SamApiEvents(output, apis, parameters, problems);
    var events = new SamEvents(output, apiEvents, problems);
    var functions = new SamFunctions(output, events, parameters, problems);
    document
        .resources()
        .forEach((id, resource) -> {
          if (type(resource).equals(FUNCTION)) {
            functions.expand(id, resource, globals.merged(id, resource, properties(resource)));
          }
        });
    expandApis();
    refuseOtherTypes();
    return result();
  }

  private SamApi api(String id, ObjectNode resource, ObjectNode properties) {
    return SamApi.of(id, resource, globals.merged(id, resource, properties), parameters);
  }

  private void expandApis() {
    var expansion = new SamApis(output, problems);
    for (var api : apis.values()) {
      boolean isImplicit = !document.resources().containsKey(api.id());
      if (!isImplicit) {
        expansion.expand(api);
      } else if (api.body().hasPaths()) {
        addImplicitCondition(api);
        expansion.expand(api);
      }
    }
  }

  /// The implicit API exists when one of its functions does.
  private void addImplicitCondition(SamApi api) {
    var names = new LinkedHashSet<String>();
    boolean isAlways = false;
    for (var condition : api.body().methodConditions()) {
      condition.ifPresent(names::add);
      isAlways |= condition.isEmpty();
    }
    if (!isAlways) {
      var condition = output.anyOf(names, SamApiEvents.IMPLICIT_API + "Condition");
      api.resource().put("Condition", condition);
    }
  }

  private void refuseOtherTypes() {
    document
        .resources()
        .forEach((id, resource) -> {
          var type = type(resource);
          if (type.startsWith(TemplateDocument.SAM_PREFIX)
              && !type.equals(FUNCTION)
              && !type.equals(API)) {
            problems.add(
                id,
                "is of type %s, which is not supported; %s and %s are"
                    .formatted(type, FUNCTION, API));
          }
        });
  }

  private TemplateDocument result() {
    var resources = Json.object();
    document
        .resources()
        .forEach((id, resource) -> {
          if (!type(resource).startsWith(TemplateDocument.SAM_PREFIX)) {
            resources.set(id, resource);
          }
          output.from(id).forEach(resources::set);
        });
    output.fromElsewhere().forEach(resources::set);
    var root = Json.object();
    document.root().properties().forEach(section -> root.set(section.getKey(), section.getValue()));
    root.remove("Globals");
    root.remove("Transform");
    root.set("Resources", resources);
    if (!output.conditions().isEmpty()) {
      root.set("Conditions", output.conditions());
    }
    JsonNode referenced = new SamReferences(output.names()).replaced(root);
    return new TemplateDocument((ObjectNode) referenced);
  }

  private static String type(ObjectNode resource) {
    return resource.path("Type").asText();
  }

  private static ObjectNode properties(ObjectNode resource) {
    return resource.get("Properties") instanceof ObjectNode properties ? properties : Json.object();
  }
}
