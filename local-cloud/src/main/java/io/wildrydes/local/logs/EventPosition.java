// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where an event stands among the events of its group; also what page tokens are made of.
///
/// @param at milliseconds since 1970
/// @param sequence the event's number in the store
record EventPosition(long at, long sequence) implements Comparable<EventPosition> {
  static final EventPosition START = new EventPosition(0, 0);

  private static final Pattern ID = Pattern.compile("(\\d{37})(\\d{19})");
  private static final Comparator<EventPosition> ORDER =
      Comparator.comparingLong(EventPosition::at).thenComparingLong(EventPosition::sequence);

  /// 56 digits, as CloudWatch Logs' event ids have; ids sort as events do.
  String id() {
    return "%037d%019d".formatted(at, sequence);
  }

  /// The position that an id stands for; empty when the text is none of ours.
  static Optional<EventPosition> parse(String id) {
    var digits = ID.matcher(id);
    try {
      return digits.matches()
          ? Optional.of(
              new EventPosition(Long.parseLong(digits.group(1)), Long.parseLong(digits.group(2))))
          : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// The position right behind this one.
  EventPosition next() {
    return new EventPosition(at, sequence + 1);
  }

  @Override
  public int compareTo(EventPosition other) {
    return ORDER.compare(this, other);
  }
}
