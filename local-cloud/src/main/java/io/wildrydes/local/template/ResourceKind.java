// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How a resource type is named and what can be asked of its resources.
///
/// @param nameProperty the property that holds the physical name; empty for types without one
/// @param longestName what the service allows
/// @param ref what `Ref` gives
/// @param attributes what `Fn::GetAtt` gives, by attribute
record ResourceKind(
    String nameProperty,
    int longestName,
    Function<ResourceFacts, String> ref,
    Map<String, Function<ResourceFacts, String>> attributes) {

  /// A type whose `Ref` is its name.
  static ResourceKind named(String nameProperty, int longestName) {
    return new ResourceKind(nameProperty, longestName, ResourceFacts::name, Map.of());
  }

  /// A type without a name of its own.
  static ResourceKind unnamed(Function<ResourceFacts, String> ref) {
    return new ResourceKind("", 255, ref, Map.of());
  }

  ResourceKind ref(Function<ResourceFacts, String> ref) {
    return new ResourceKind(nameProperty, longestName, ref, attributes);
  }

  ResourceKind with(String attribute, Function<ResourceFacts, String> value) {
    var more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new ResourceKind(nameProperty, longestName, ref, more);
  }

  boolean hasName() {
    return !nameProperty.isEmpty();
  }

  Optional<String> attribute(String name, ResourceFacts facts) {
    return Optional.ofNullable(attributes.get(name)).map(value -> value.apply(facts));
  }

  Set<String> attributeNames() {
    return attributes.keySet();
  }
}
