// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.kit.Json;
import io.wildrydes.kit.http.HttpProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderEventTest {
  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00.123456Z");

  @Test
  void addsMetaDataToTheOrder() throws Exception {
    assertThat(event("{\"a\":{\"b\":[1,2.50]}}"))
        .isEqualTo(
            new OrderEvent(
                "{\"a\":{\"b\":[1,2.50]},\"meta_data\":{\"correlation_id\":\"order-1\","
                    + "\"accepted_at\":\"2026-01-01T10:00:00.123Z\"}}"));
  }

  @Test
  void refusesAnOrderThatBringsMetaData() {
    assertThatThrownBy(() -> event("{\"meta_data\":null}"))
        .isInstanceOf(HttpProblem.class)
        .hasMessage("the field meta_data is reserved, leave it out");
  }

  @Test
  void refusesTextThatUtf8CannotCarry() {
    assertThatThrownBy(() -> event("{\"a\":\"\\ud800\"}"))
        .isInstanceOf(HttpProblem.class)
        .hasMessage("the body has half of a surrogate pair, send Unicode text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FFFE", "FFFF"})
  void refusesTextThatNoQueueCarries(String character) {
    var raw = new String(Character.toChars(Integer.parseInt(character, 16)));

    for (var order : List.of("{\"a\":\"\\u" + character + "\"}", "{\"" + raw + "\":1}")) {
      assertThatThrownBy(() -> event(order))
          .isInstanceOf(HttpProblem.class)
          .hasMessage(
              "the body has the character U+%s, which no queue carries, leave it out"
                  .formatted(character));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\u001f", "\\t\\r\\n"})
  void controlCharactersTravelEscaped(String control) throws Exception {
    assertThat(event("{\"a\":\"" + control + "\"}").detail())
        .startsWith("{\"a\":\"" + control.replace("1f", "1F") + "\",");
  }

  @Test
  void keepsTheEdgesOfWhatQueuesCarry() throws Exception {
    var edges = "\u007f\ud7ff\ue000\ufffd\ud83f\udffe\udbff\udfff";

    assertThat(event("{\"a\":\"" + edges + "\"}").detail()).startsWith("{\"a\":\"" + edges + "\",");
  }

  @Test
  void keepsTextBeyondTheBasicPlane() throws Exception {
    assertThat(event("{\"a\":\"\\ud83e\\udd84\"}").detail()).contains("\"a\":\"🦄\"");
  }

  @Test
  void anOrderThatGrowsToItsLargestStillFits() throws Exception {
    var order = "{\"a\":[" + "1e9,".repeat(51_197) + "1e9]}";

    assertThat(order.getBytes(StandardCharsets.UTF_8).length).isBetween(204_790, 204_800);
    assertThat(event(order).detail().length()).isBetween(255_000, 256 * 1024);
  }

  private static OrderEvent event(String order) throws IOException {
    return OrderEvent.of((ObjectNode) Json.MAPPER.readTree(order), "order-1", NOW);
  }
}
