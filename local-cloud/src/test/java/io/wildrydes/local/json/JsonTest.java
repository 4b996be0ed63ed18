// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesWhatItHasReadWithinAnEnvelope() {
    var deepest = "[".repeat(1000) + "]".repeat(1000);

    var envelope = Json.object().set("detail", Json.parse(deepest));

    assertThat(Json.write(envelope)).isEqualTo("{\"detail\":" + deepest + "}");
  }

  @Test
  void readsNothingDeeper() {
    assertThatExceptionOfType(MalformedJsonException.class)
        .isThrownBy(() -> Json.parse("[".repeat(1001) + "]".repeat(1001)))
        .withMessageContaining("nesting depth (1001) exceeds the maximum allowed (1000");
  }
}
