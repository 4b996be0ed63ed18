// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

/// Why a write failed.
enum Trouble {
  /// The table's or the account's capacity is used up.
  THROTTLED("throttled", true),
  /// An answer with a status of 500 or more.
  TABLE_FAILED("table failed", true),
  /// No whole answer in time, or a broken one; whether the ride was stored is unknown.
  UNANSWERED("no whole answer", true),
  /// No later write would go better: no such table, no permission, no credentials.
  REFUSED("write refused", false);

  private final String summary;
  private final boolean isPassing;

  Trouble(String summary, boolean isPassing) {
    this.summary = summary;
    this.isPassing = isPassing;
  }

  /// Constant text, for queries.
  String summary() {
    return summary;
  }

  /// Whether the same write may go better later.
  boolean isPassing() {
    return isPassing;
  }
}
