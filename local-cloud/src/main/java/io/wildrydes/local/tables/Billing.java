// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

/// How a table is paid for, and so what limits it.
///
/// See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/capacity-mode.html.
sealed interface Billing {
  String wireName();

  /// Nothing is provisioned. **Differs:** never throttled here; on AWS a table's quota, a doubling
  /// of its last peak within half an hour, or a partition's limit may.
  record OnDemand() implements Billing {
    @Override
    public String wireName() {
      return "PAY_PER_REQUEST";
    }
  }

  /// Units a second.
  record Provisioned(long readUnits, long writeUnits) implements Billing {
    @Override
    public String wireName() {
      return "PROVISIONED";
    }
  }
}
