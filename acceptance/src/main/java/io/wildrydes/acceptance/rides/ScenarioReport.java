// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A scenario as it was measured.
record ScenarioReport(String scenario, Setup setup, List<Run> runs) {

  /// Whether every run's load was sent and came to rest.
  @JsonIgnore
  boolean isComplete() {
    return runs.stream().allMatch(Run::complete);
  }

  /// How it was measured.
  ///
  /// @param began ISO-8601
  /// @param command what one types to make it again
  /// @param profile of the ride load
  /// @param settings of the local cloud and the command
  record Setup(
      String began,
      String command,
      String profile,
      SortedMap<String, String> settings,
      String machine) {}

  /// One of its runs.
  ///
  /// @param parameters of the template, defaults included
  /// @param faults the faults document
  record Run(
      String label,
      SortedMap<String, String> parameters,
      String faults,
      Course course,
      RideReport rides) {

    /// Whether all of the load was sent and came to rest.
    @JsonIgnore
    boolean complete() {
      return course.atRest() && rides.sent() == course.load();
    }
  }

  /// How a run went.
  ///
  /// @param load rides that the profile has
  /// @param waiting messages in the queue when the load had ended
  /// @param raisedTo write units that the table got then; null if it kept its own
  /// @param restSeconds from the end of the load until nothing moved
  /// @param atRest whether that was within the limit
  record Course(
      long load, int waiting, @Nullable Long raisedTo, double restSeconds, boolean atRest) {}
}
