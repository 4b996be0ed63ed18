// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import java.util.List;

/// What became of one queue's messages.
///
/// @param moved how many went back to where they were given up
/// @param problems why others did not; empty when all did
record Redriven(int moved, List<String> problems) {
  Redriven {
    problems = List.copyOf(problems);
  }

  boolean isComplete() {
    return problems.isEmpty();
  }
}
