// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

/// What was asked of one table with one operation since the start.
///
/// @param calls those that were throttled among them
/// @param throttledCalls calls of which at least a part was throttled
/// @param throttleEvents items that were throttled; a batch may have several
/// @param units the capacity that was consumed
record TableUsage(
    String table,
    String operation,
    Direction direction,
    long calls,
    long throttledCalls,
    long throttleEvents,
    double units) {

  static TableUsage served(String table, Operation operation, double units) {
    return new TableUsage(table, operation.name(), operation.direction(), 1, 0, 0, units);
  }

  /// A call of which nothing was served.
  static TableUsage throttled(String table, Operation operation, long events) {
    return partlyThrottled(table, operation, events).plus(served(table, operation, 0));
  }

  /// What is added to a call that was served, when a part of it was not.
  static TableUsage partlyThrottled(String table, Operation operation, long events) {
    return new TableUsage(table, operation.name(), operation.direction(), 0, 1, events, 0);
  }

  TableUsage plus(TableUsage other) {
    return new TableUsage(
        table,
        operation,
        direction,
        calls + other.calls,
        throttledCalls + other.throttledCalls,
        throttleEvents + other.throttleEvents,
        units + other.units);
  }
}
