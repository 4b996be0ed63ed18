// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.Optional;

/// A call of an intrinsic function in its long form, `{"Fn::Sub": ...}`.
///
/// @param function `Ref`, `Condition` or a name that begins with `Fn::`
record Intrinsic(String function, JsonNode argument) {
  static final String REF = "Ref";
  static final String GET_ATT = "Fn::GetAtt";
  static final String SUB = "Fn::Sub";
  static final String IF = "Fn::If";
  static final String CONDITION = "Condition";
  static final String NO_VALUE = "AWS::NoValue";

  /// The call that a value is, if it is one: an object with a function's name as its only key.
  static Optional<Intrinsic> in(JsonNode value) {
    if (!(value instanceof ObjectNode object) || object.size() != 1) {
      return Optional.empty();
    }
    var only = object.properties().iterator().next();
    return isFunction(only.getKey())
        ? Optional.of(new Intrinsic(only.getKey(), only.getValue()))
        : Optional.empty();
  }

  static boolean isFunction(String key) {
    return key.equals(REF) || key.equals(CONDITION) || key.startsWith("Fn::");
  }

  /// The name that a `Ref` refers to.
  static Optional<String> refIn(JsonNode value) {
    return in(value)
        .filter(call -> call.function().equals(REF) && call.argument().isTextual())
        .map(call -> call.argument().asText());
  }

  static boolean isNoValue(JsonNode value) {
    return refIn(value).filter(NO_VALUE::equals).isPresent();
  }

  static ObjectNode ref(String name) {
    return Json.object().put(REF, name);
  }

  static ObjectNode getAtt(String logicalId, String attribute) {
    return Json.object().set(GET_ATT, Json.array().add(logicalId).add(attribute));
  }

  static ObjectNode sub(String text) {
    return Json.object().put(SUB, text);
  }

  /// `{"Fn::If": [condition, value, AWS::NoValue]}`.
  static ObjectNode when(String condition, JsonNode value) {
    return Json.object().set(IF, Json.array().add(condition).add(value).add(ref(NO_VALUE)));
  }
}
