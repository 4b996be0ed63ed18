// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

/// Which of a table's two capacities an operation consumes.
enum Direction {
  READ("Read"),
  WRITE("Write");

  private final String wireName;

  Direction(String wireName) {
    this.wireName = wireName;
  }

  /// The reason that AWS gives when this capacity of a table is exhausted.
  ///
  /// See https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html.
  String throttlingReason() {
    return "Table" + wireName + "ProvisionedThroughputExceeded";
  }
}
