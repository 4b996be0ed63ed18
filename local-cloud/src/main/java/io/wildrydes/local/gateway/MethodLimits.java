// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Throttle settings for methods, of a stage or of a usage plan.
///
/// @param byMethod by `<path> <method>`, such as `/notify POST`; a method of `*` stands for every
///   method of the path
/// @param otherwise the limit of each method not among them; null for none
record MethodLimits(Map<String, Throttle> byMethod, @Nullable Throttle otherwise) {
  static final MethodLimits NONE = new MethodLimits(Map.of(), null);

  MethodLimits {
    byMethod = Map.copyOf(byMethod);
  }

  /// The limit of a method.
  Optional<Throttle> of(String path, String httpMethod) {
    return Optional.ofNullable(byMethod.get(path + " " + httpMethod))
        .or(() -> Optional.ofNullable(byMethod.get(path + " *")))
        .or(() -> Optional.ofNullable(otherwise));
  }
}
