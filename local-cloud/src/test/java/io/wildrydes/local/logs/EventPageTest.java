// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventPageTest {
  private static final int HALF = EventPage.MAX_BYTES / 2;

  @Test
  void holdsWhatFitsOneAnswer() {
    var events = events("a".repeat(HALF - 26), "a".repeat(HALF - 26), "a");

    assertThat(EventPage.first(events, _ -> true, 10))
        .isEqualTo(new EventPage(events.subList(0, 2), false));
  }

  @Test
  void countsBytesAsTheyAreSent() {
    var events = events("€".repeat(HALF / 3), "€".repeat(HALF / 3));

    assertThat(EventPage.first(events, _ -> true, 10))
        .isEqualTo(new EventPage(events.subList(0, 1), false));
  }

  @Test
  void holdsOneEventHoweverLarge() {
    var events = events("a".repeat(2 * EventPage.MAX_BYTES));

    assertThat(EventPage.first(events, _ -> true, 10)).isEqualTo(new EventPage(events, true));
  }

  private static List<StoredEvent> events(String... messages) {
    return Stream.of(messages).map(message -> new StoredEvent(1, 0, 0, "stream", message)).toList();
  }
}
