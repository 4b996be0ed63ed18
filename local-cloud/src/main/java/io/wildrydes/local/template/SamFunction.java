// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A function as its events see it: what they invoke and what they inherit.
///
/// @param aliasId the alias that events invoke, empty when they invoke the function itself
/// @param inherited attributes for every resource made for an event
/// @param role gets the rights that events need, also when the function has a role of its own and
///   this one is not written
record SamFunction(String id, String aliasId, ObjectNode inherited, SamRole role) {

  /// What `FunctionName` of a permission or mapping is.
  JsonNode name() {
    return Intrinsic.ref(aliasId.isEmpty() ? id : aliasId);
  }

  JsonNode arn() {
    return aliasId.isEmpty() ? Intrinsic.getAtt(id, "Arn") : Intrinsic.ref(aliasId);
  }

  /// The ARN inside `Fn::Sub`.
  String arnVariable() {
    return aliasId.isEmpty() ? "${%s.Arn}".formatted(id) : "${%s}".formatted(aliasId);
  }

  Optional<String> condition() {
    return Optional.ofNullable(inherited.get("Condition")).map(JsonNode::asText);
  }
}
