// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.Optional;

/// A REST API under construction: functions' events add methods to its body before it is expanded
/// itself.
///
/// @param resource as written, for its attributes
/// @param properties Globals included, parameters filled in where SAM does
/// @param body the OpenAPI document
/// @param isManaged whether SAM writes the body; one that is given in the template is left alone by
///   events
record SamApi(
    String id, ObjectNode resource, ObjectNode properties, OpenApiBody body, boolean isManaged) {

  static SamApi of(
      String id, ObjectNode resource, ObjectNode properties, ParameterValues parameters) {
    for (var name : List.of("Auth", "BinaryMediaTypes")) {
      if (properties.has(name)) {
        properties.set(name, parameters.fill(properties.get(name)));
      }
    }
    boolean isManaged = !properties.has("DefinitionBody") && !properties.has("DefinitionUri");
    var body =
        properties.get("DefinitionBody") instanceof ObjectNode given
            ? OpenApiBody.given(given)
            : OpenApiBody.empty(version(properties));
    return new SamApi(id, resource, properties, body, isManaged);
  }

  /// The stage's name when it is plain text.
  Optional<String> stageName() {
    return Optional.ofNullable(properties.get("StageName"))
        .filter(name -> name.isTextual())
        .map(name -> name.asText());
  }

  /// `Auth` without what is not a map.
  ObjectNode auth() {
    return properties.get("Auth") instanceof ObjectNode auth ? auth : Json.object();
  }

  boolean isOpenApi3() {
    return version(properties).startsWith("3");
  }

  private static String version(ObjectNode properties) {
    return properties.path("OpenApiVersion").asText();
  }
}
