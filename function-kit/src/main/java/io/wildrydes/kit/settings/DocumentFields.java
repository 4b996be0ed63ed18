// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Typed reading of one JSON object in a settings document; every refusal names the field.
final class DocumentFields {
  private final String path;
  private final JsonNode node;

  DocumentFields(String path, JsonNode node) {
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw new MalformedDocumentException(path + ": not a JSON object");
    }
  }

  List<String> names() {
    return node.propertyStream().map(Map.Entry::getKey).toList();
  }

  DocumentFields object(String name) {
    return new DocumentFields(path + "." + name, node.path(name));
  }

  String text(String name) {
    var field = node.path(name);
    if (!field.isTextual()) {
      throw malformed(name, "not text");
    }
    return field.textValue();
  }

  double number(String name) {
    var field = node.path(name);
    if (!field.isNumber()) {
      throw malformed(name, "not a number");
    }
    return field.doubleValue();
  }

  double rate(String name) {
    var rate = number(name);
    if (!(rate >= 0 && rate <= 1)) {
      throw malformed(name, "not between 0 and 1");
    }
    return rate;
  }

  Duration millis(String name) {
    var millis = number(name);
    if (!(millis >= 0 && millis <= Integer.MAX_VALUE)) {
      throw malformed(name, "not a number of milliseconds");
    }
    return Duration.ofMillis((long) millis);
  }

  private MalformedDocumentException malformed(String name, String what) {
    return new MalformedDocumentException(path + ": " + name + " is " + what);
  }
}
