// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

/// How a write of a ride ended.
sealed interface Outcome {
  /// The ride is in the table.
  enum Stored implements Outcome {
    SAVED("saved now"),
    ALREADY_THERE("already there");

    private final String summary;

    Stored(String summary) {
      this.summary = summary;
    }

    /// Constant text, for queries.
    String summary() {
      return summary;
    }
  }

  /// The table holds another ride under this id, which stays.
  record IdTaken() implements Outcome {}

  /// Nobody knows the ride to be in the table. After a missing answer it may be.
  record Failed(Trouble trouble, RuntimeException cause) implements Outcome {}
}
