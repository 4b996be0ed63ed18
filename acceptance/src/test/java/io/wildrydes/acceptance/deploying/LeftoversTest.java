// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LeftoversTest {
  @Test
  void saysWhatStaysByDesignAndWhatShouldNot() {
    var found =
        List.of(Leftover.expected("role api-logs"), Leftover.unexpected("queue wild-rydes-dlq"));

    assertThat(Leftovers.text("wild-rydes", found))
        .isEqualTo(
            """
            stays  role api-logs
            LEFT   queue wild-rydes-dlq
            stack wild-rydes: NOT deleted whole, 1 things are left; docs/deploying.md says what to do
            """);
  }

  @Test
  void saysThatNothingIsLeft() {
    assertThat(Leftovers.text("a", List.of())).isEqualTo("stack a: nothing is left\n");
    assertThat(Leftovers.text("a", List.of(Leftover.expected("role api-logs"))))
        .isEqualTo("stays  role api-logs\nstack a: nothing is left but what stays by design\n");
  }
}
