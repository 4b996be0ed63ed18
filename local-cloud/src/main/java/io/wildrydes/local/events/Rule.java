// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One rule of a bus.
///
/// @param pattern valid JSON for the matcher
record Rule(
    String name,
    String arn,
    String bus,
    String pattern,
    boolean enabled,
    @Nullable String description,
    List<Target> targets) {

  Rule {
    targets = List.copyOf(targets);
  }

  Rule withEnabled(boolean other) {
    return new Rule(name, arn, bus, pattern, other, description, targets);
  }
}
