// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {
  @Test
  void readsWhatIsThere() {
    var variables = new Variables(Map.of("SERVICE_NAME", "notification"));

    assertThat(variables.required("SERVICE_NAME")).isEqualTo("notification");
    assertThat(variables.optional("LOG_LEVEL", "INFO")).isEqualTo("INFO");
    variables.verify();
  }

  @Test
  void namesEverythingMissingAtOnce() {
    var variables = new Variables(Map.of("EVENT_BUS_NAME", " "));

    variables.required("SERVICE_NAME");
    variables.required("EVENT_BUS_NAME");

    assertThatThrownBy(variables::verify)
        .isInstanceOf(MissingVariablesException.class)
        .hasMessage(
            "environment variables missing: SERVICE_NAME, EVENT_BUS_NAME;"
                + " set them in template.yaml");
  }
}
