// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

/// What is known of a log stream, times in milliseconds since 1970.
record StreamSummary(
    String name, long createdAt, long firstEventAt, long lastEventAt, long lastIngestedAt) {

  /// A stream that begins with this event.
  static StreamSummary of(StoredEvent event) {
    return new StreamSummary(
        event.stream(), event.ingestedAt(), event.at(), event.at(), event.ingestedAt());
  }

  /// This stream with one more event.
  StreamSummary with(StoredEvent event) {
    return new StreamSummary(
        name,
        createdAt,
        Math.min(firstEventAt, event.at()),
        Math.max(lastEventAt, event.at()),
        event.ingestedAt());
  }
}
