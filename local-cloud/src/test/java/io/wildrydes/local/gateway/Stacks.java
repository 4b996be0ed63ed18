// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Stacks as the SAM transform makes them; the files hold each resource's type, `Ref` and resolved
/// properties.
final class Stacks {
  private Stacks() {}

  /// A public API with CORS, gateway responses and an access log, and a partner's API with keys.
  static Stack sample() {
    return of((ObjectNode) resource("stack.json"));
  }

  /// The same, as SAM writes it without `OpenApiVersion`.
  static Stack swagger2() {
    return of((ObjectNode) resource("swagger2-stack.json"));
  }

  /// One function with SAM's implicit API and all defaults.
  static Stack hello() {
    return of((ObjectNode) resource("hello-stack.json"));
  }

  /// An API whose methods ask for IAM, a role that may call some of it, and one that may not.
  static Stack iam() {
    return of((ObjectNode) resource("iam-stack.json"));
  }

  static Stack of(ObjectNode resources) {
    var all = new LinkedHashMap<String, Resource>();
    for (var entry : resources.properties()) {
      var value = entry.getValue();
      all.put(
          entry.getKey(),
          new Resource(
              entry.getKey(),
              value.path("Type").asText(),
              value.path("Ref").asText(entry.getKey()),
              (ObjectNode) value.path("Properties")));
    }
    return new Stack("wild-rydes", Identity.local("us-east-1"), all, Map.of(), Map.of());
  }

  static JsonNode resource(String name) {
    try (InputStream file = Stacks.class.getResourceAsStream("/gateway/" + name)) {
      return Json.parse(Objects.requireNonNull(file, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
