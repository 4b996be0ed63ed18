// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final List<String> ALL = List.of("a", "b", "c");

  @Test
  void cutsAListIntoPages() {
    var first = Page.of(ALL, 2, null).orElseThrow();
    var second = Page.of(ALL, 2, first.nextToken()).orElseThrow();

    assertThat(first.items()).containsExactly("a", "b");
    assertThat(second).isEqualTo(new Page<>(List.of("c"), null));
  }

  @Test
  void endsWithAFullPage() {
    assertThat(Page.of(ALL, 3, null)).contains(new Page<>(ALL, null));
    assertThat(Page.of(List.of(), 3, null)).contains(new Page<>(List.of(), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "from-", "from--1", "from-4", "from-99999999999", "from-x"})
  void takesNoForeignToken(String token) {
    assertThat(Page.of(ALL, 2, token)).isEmpty();
  }
}
