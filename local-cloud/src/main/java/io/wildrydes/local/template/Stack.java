// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import io.wildrydes.local.aws.Identity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A template as it would stand deployed: plain CloudFormation resources, in template order, every
/// intrinsic resolved.
///
/// @param resources by logical id; resources whose condition is false are not among them
/// @param outputs by name
/// @param parameters the effective values, by name; those declared `NoEcho` are masked
public record Stack(
    String name,
    Identity identity,
    Map<String, Resource> resources,
    Map<String, String> outputs,
    Map<String, String> parameters) {

  public Stack {
    resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /// The resources of one type, in template order.
  public List<Resource> ofType(String type) {
    return resources.values().stream().filter(r -> r.type().equals(type)).toList();
  }
}
