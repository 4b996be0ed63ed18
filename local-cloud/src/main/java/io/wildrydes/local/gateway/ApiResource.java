// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.Map;
import java.util.Optional;

/// One path of an API with its methods.
///
/// @param id AWS's short resource id
/// @param methods by HTTP method, `ANY` among them
record ApiResource(String id, PathPattern pattern, Map<String, Method> methods) {

  ApiResource {
    methods = Map.copyOf(methods);
  }

  /// The path as the template has it, such as `/rides/{rideId}`.
  String path() {
    return pattern.text();
  }

  /// The method that answers requests of this HTTP method; one of its own goes before `ANY`, which
  /// stands for the seven that API Gateway knows.
  Optional<Method> method(String httpMethod) {
    var own = methods.get(httpMethod);
    if (own != null) {
      return Optional.of(own);
    }
    return Method.ALL.contains(httpMethod)
        ? Optional.ofNullable(methods.get(Method.ANY))
        : Optional.empty();
  }
}
