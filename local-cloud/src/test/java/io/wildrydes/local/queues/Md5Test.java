// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Digests that AWS itself gave.
final class Md5Test {
  @Test
  void digestsBodies() {
    assertThat(Md5.ofBody("msg")).isEqualTo("6e2baaf3b97dbeef01c0043275f9a0e7");
  }

  @Test
  void digestsTextAttributes() {
    var attributes =
        Map.of(
            "General", MessageAttribute.of("Kenobi"),
            "Hello", MessageAttribute.of("There"),
            "Help.Me", MessageAttribute.of("Me"));

    assertThat(Md5.ofAttributes(attributes)).isEqualTo("4c360f3fdafd970e05fae2f149d997f5");
  }

  @Test
  void digestsBinaryAttributes() {
    var bytes =
        "traceparent\u001e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01"
            .getBytes(StandardCharsets.UTF_8);
    var base64 = Base64.getEncoder().encodeToString(bytes);

    assertThat(Md5.ofAttributes(Map.of("attr1", new MessageAttribute.Binary("Binary", base64))))
        .isEqualTo("8cbe4db156db8a94db8b801b7addb984");
  }
}
