// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import java.util.List;
import java.util.Optional;

/// What the warm-up of one function came to.
///
/// @param invocations REPORT lines that came back
/// @param problem why the warm-up did not succeed; empty when it did
record WarmFunction(String name, List<ReportLine> invocations, String problem) {
  WarmFunction {
    invocations = List.copyOf(invocations);
  }

  /// One line for people.
  String text() {
    if (!problem.isEmpty()) {
      return name + ": " + problem;
    }
    var restores = invocations.stream().map(ReportLine::restoreMillis).flatMap(Optional::stream);
    var millis = restores.sorted().toList();
    if (millis.isEmpty()) {
      return "%s: %d invocations, no restore: environments were there already, or began without one"
          .formatted(name, invocations.size());
    }
    return "%s: %d invocations, %d restores, fastest %.0f ms, slowest %.0f ms"
        .formatted(name, invocations.size(), millis.size(), millis.getFirst(), millis.getLast());
  }
}
