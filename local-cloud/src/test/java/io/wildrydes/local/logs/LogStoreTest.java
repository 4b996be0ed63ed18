// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogStoreTest {
  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final long EVENT_BYTES = 128 + 1;

  private final LogStore store = new LogStore(10 * EVENT_BYTES);

  @Test
  void keepsTheEventsOfAGroupInTheOrderOfTime() {
    append("g", "a", 1, "1");
    append("g", "b", 3, "3");
    append("g", "a", 2, "2");
    append("g", "b", 3, "4");

    assertThat(messages("g", 0, 9)).containsExactly("1", "2", "3", "4");
  }

  @Test
  void findsEventsBetweenTwoTimesBothIncluded() {
    for (int i = 1; i <= 5; i++) {
      append("g", "a", i, Integer.toString(i));
    }

    assertThat(messages("g", 2, 4)).containsExactly("2", "3", "4");
    assertThat(messages("g", 6, 9)).isEmpty();
    assertThat(messages("g", 4, 2)).isEmpty();
  }

  @Test
  void knowsNoEventsOfAGroupThatIsNotThere() {
    assertThat(store.events("g", 0, 9)).isEmpty();
    assertThat(store.streams("g")).isEmpty();
  }

  @Test
  void dropsTheOldestEventsOfAllGroupsBeyondItsLimit() {
    for (int i = 0; i < 5; i++) {
      assertThat(append("old", "a", i, "o")).isFalse();
      assertThat(append("new", "a", 10 + i, "n")).isFalse();
    }

    boolean dropped = append("new", "a", 20, "n");

    assertThat(dropped).isTrue();
    assertThat(messages("old", 0, 99)).hasSize(3);
    assertThat(messages("new", 0, 99)).hasSize(6);
    assertThat(store.groups())
        .extracting(GroupSummary::storedBytes)
        .containsExactly(6 * EVENT_BYTES, 3 * EVENT_BYTES);
  }

  @Test
  void keepsNothingOfAnEventThatIsLargerThanItsLimit() {
    boolean dropped = append("g", "a", 1, "x".repeat(2000));

    assertThat(dropped).isTrue();
    assertThat(messages("g", 0, 9)).isEmpty();
    assertThat(append("g", "a", 2, "y")).isFalse();
    assertThat(messages("g", 0, 9)).containsExactly("y");
  }

  @Test
  void forgetsStreamsWithTheLastOfTheirEvents() {
    append("g", "gone", 1, "x");
    append("g", "kept", 2, "x");
    for (int i = 3; i <= 10; i++) {
      append("g", "new", i, "x");
    }
    append("g", "kept", 11, "x");

    assertThat(store.streams("g").orElseThrow())
        .extracting(StreamSummary::name)
        .containsExactly("kept", "new");
  }

  @Test
  void describesGroupsAndStreams() {
    store.create("declared", 7, NOON);
    store.create("declared", 9, NOON.plusSeconds(1));
    append("g", "b", 5, "1");
    append("g", "a", 4, "2");
    append("g", "b", 3, "3");

    long noon = NOON.toEpochMilli();
    assertThat(store.groups())
        .containsExactly(
            new GroupSummary("declared", noon, 7, 0),
            new GroupSummary("g", noon, null, 3 * EVENT_BYTES));
    assertThat(store.streams("g").orElseThrow())
        .containsExactly(
            new StreamSummary("a", noon, 4, 4, noon), new StreamSummary("b", noon, 3, 5, noon));
  }

  private boolean append(String group, String stream, long at, String message) {
    return store.append(new LogEvent(group, stream, Instant.ofEpochMilli(at), message), NOON);
  }

  private List<String> messages(String group, long from, long to) {
    return store.events(group, from, to).orElseThrow().stream().map(StoredEvent::message).toList();
  }
}
