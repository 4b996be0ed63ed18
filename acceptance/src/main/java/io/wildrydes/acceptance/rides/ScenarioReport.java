// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import java.util.List;
import java.util.SortedMap;

/// A scenario as it was measured.
///
/// @param began ISO-8601
/// @param command what one types to make it again
/// @param profile of the ride load
/// @param slots invocations that one environment served at once
record ScenarioReport(
    String scenario, String began, String command, String profile, int slots, List<Run> runs) {

  /// Whether every run came to rest.
  boolean isComplete() {
    return runs.stream().allMatch(Run::complete);
  }

  /// One of its runs.
  ///
  /// @param parameters of the template, defaults included
  /// @param faults the faults document
  /// @param complete whether it came to rest
  record Run(
      String label,
      SortedMap<String, String> parameters,
      String faults,
      boolean complete,
      RideReport rides) {}
}
