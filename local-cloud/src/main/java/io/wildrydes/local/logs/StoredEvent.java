// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

/// One event as the store keeps it. Events of a group are ordered by time, then by arrival.
///
/// @param sequence a number that grows with every event of the store, from 1
/// @param at when it was written, in milliseconds since 1970
/// @param ingestedAt when the store took it, likewise
record StoredEvent(long sequence, long at, long ingestedAt, String stream, String message) {

  /// Besides its text: the record, two string headers, its place in the group's list.
  private static final long OVERHEAD_BYTES = 128;

  EventPosition position() {
    return new EventPosition(at, sequence);
  }

  /// About what it takes in memory.
  long weight() {
    return OVERHEAD_BYTES + message.length();
  }
}
