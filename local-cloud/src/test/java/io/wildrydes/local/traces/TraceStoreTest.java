// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceStoreTest {
  private static final String TEXT = "{\"n\":1}"; // 7 characters

  @Test
  void keepsDocumentsInTheOrderOfTheirArrival() {
    var store = new TraceStore(10, 1000);
    store.add(new SegmentDocument("a", "{\"n\":1}"));
    store.add(new SegmentDocument("b", "{\"n\":2}"));
    store.add(new SegmentDocument("a", "{\"n\":3}"));

    assertThat(store.documents("a")).extracting(d -> d.get("n").intValue()).containsExactly(1, 3);
    assertThat(store.documents("none")).isEmpty();
  }

  @Test
  void forgetsTheOldestTraceBeyondTheCount() {
    var store = new TraceStore(2, 1000);
    for (var trace : List.of("a", "b", "a", "c")) {
      store.add(new SegmentDocument(trace, TEXT));
    }

    assertThat(store.documents("a")).isEmpty();
    assertThat(store.documents("b")).hasSize(1);
    assertThat(store.documents("c")).hasSize(1);
  }

  @Test
  void forgetsWholeTracesBeyondTheSize() {
    var store = new TraceStore(100, 21);
    for (var trace : List.of("a", "a", "b", "c")) {
      store.add(new SegmentDocument(trace, TEXT));
    }

    assertThat(store.documents("a")).isEmpty();
    assertThat(store.documents("b")).hasSize(1);
    assertThat(store.documents("c")).hasSize(1);
  }

  @Test
  void freesTheSizeOfForgottenTraces() {
    var store = new TraceStore(1, 14);
    for (int i = 0; i < 100; i++) {
      store.add(new SegmentDocument("t" + i, TEXT));
    }

    assertThat(store.documents("t99")).hasSize(1);
  }
}
