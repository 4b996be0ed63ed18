// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.JsonInput;
import java.util.List;

/// From where and in which direction one stream is read. Tokens lead on from either end of what was
/// read; at the stream's end they lead back to themselves, which tells callers to stop.
///
/// @param isForward from older to newer events
/// @param from where to begin: behind this event, or before it
record StreamTurn(boolean isForward, EventPosition from) {
  private static final String FORWARD = "f/";
  private static final String BACKWARD = "b/";
  private static final EventPosition END = new EventPosition(Long.MAX_VALUE, Long.MAX_VALUE);

  /// As `nextToken` says, else from the head or, by default, from the tail.
  static StreamTurn from(JsonInput input) {
    var token = input.string("nextToken");
    if (token.isEmpty()) {
      return input.flag("startFromHead")
          ? new StreamTurn(true, EventPosition.START)
          : new StreamTurn(false, END);
    }
    boolean isForward = token.get().startsWith(FORWARD);
    if (!isForward && !token.get().startsWith(BACKWARD)) {
      throw invalidToken();
    }
    var position = EventPosition.parse(token.get().substring(FORWARD.length()));
    return new StreamTurn(isForward, position.orElseThrow(StreamTurn::invalidToken));
  }

  EventPage page(List<StoredEvent> events, int limit) {
    return isForward
        ? EventPage.first(events, event -> event.position().compareTo(from) > 0, limit)
        : EventPage.last(events, event -> event.position().compareTo(from) < 0, limit);
  }

  /// Leads to what is newer than what was read.
  String forwardToken(List<StoredEvent> read) {
    var behind = isForward ? from : new EventPosition(from.at(), Math.max(0, from.sequence() - 1));
    return FORWARD + (read.isEmpty() ? behind : read.getLast().position()).id();
  }

  /// Leads to what is older than what was read.
  String backwardToken(List<StoredEvent> read) {
    var before = isForward ? from.next() : from;
    return BACKWARD + (read.isEmpty() ? before : read.getFirst().position()).id();
  }

  private static AwsException invalidToken() {
    return new AwsException(
        400, "InvalidParameterException", "The specified nextToken is invalid.");
  }
}
