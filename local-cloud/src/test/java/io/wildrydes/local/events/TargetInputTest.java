// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import static io.wildrydes.local.events.Samples.aRule;
import static io.wildrydes.local.events.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetInputTest {
  private static final String DETAIL =
      "{\"state\":\"RUNNING\",\"n\":7,\"o\":{\"k\":\"v\"},\"q\":\"a\\\"b\",\"l\":[{\"x\":1},{\"x\":2}]}";

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.detail.state      | \"RUNNING\"",
        "$.detail.n          | 7",
        "$.detail.o          | {\"k\":\"v\"}",
        "$.detail.l[1].x     | 2",
        "$.detail.l[*].x     | [1,2]",
        "$.detail.o.*        | [\"v\"]",
        "$.detail-type       | \"order-notify\"",
        "$['detail-type']    | \"order-notify\"",
        "$.resources[0]      | \"arn:one\"",
        "$.resources[9]      | null",
        "$.detail.none.deep  | null",
      })
  void handsOverAPart(String path, String payload) {
    var input = new TargetInput.Part(JsonPath.parse(path).orElseThrow());

    assertThat(input.payload(anEvent(DETAIL), aRule())).contains(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "detail", "$detail", "$.", "$..a", "$.a[", "$.a[-1]", "$.a[?(@.b)]", "$.a b"})
  void takesNoOtherPathSyntax(String path) {
    assertThat(JsonPath.parse(path)).isEmpty();
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"is <state>\"                  | \"is RUNNING\"",
        "\"is \\\"<state>\\\"\"          | \"is \\\"RUNNING\\\"\"",
        "{ \"a\" : <state>, \"b\": <n> } | {\"a\":\"RUNNING\",\"b\":7}",
        "{\"a\": \"<state>!\"}           | {\"a\":\"RUNNING!\"}",
        "{\"a\": [9, <o>, true]}         | {\"a\":[9,{\"k\":\"v\"},true]}",
        "{\"a\": \"<o>\"}                | {\"a\":\"{k:v}\"}",
        "{\"a\": <none>, \"b\":\"<none>\"}  | {\"a\":\"\",\"b\":\"\"}",
        "<o>                             | {\"k\":\"v\"}",
        "{\"r\": <aws.events.rule-name>} | {\"r\":\"order-notify\"}",
        "{\"t\": <aws.events.event.ingestion-time>} | {\"t\":\"2026-11-20T10:00:00Z\"}",
        "\"1 < 2 and <unknown thing>\"   | \"1 < 2 and <unknown thing>\"",
      })
  void fillsATemplate(String template, String payload) {
    assertThat(filled(template)).contains(payload);
  }

  @Test
  void putsTheWholeEventIntoATemplate() {
    var event = anEvent("{\"n\":1}");

    var whole = new InputTemplate("{\"e\":<aws.events.event.json>}", Map.of());
    var withoutDetail = new InputTemplate("{\"e\":<aws.events.event>}", Map.of());

    assertThat(whole.fill(event, aRule())).contains("{\"e\":" + event.text() + "}");
    assertThat(withoutDetail.fill(event, aRule()))
        .contains("{\"e\":" + event.text().replace(",\"detail\":{\"n\":1}", "") + "}");
  }

  @Test
  void givesNothingWhenAValueBreaksAJsonTemplate() {
    assertThat(filled("{\"a\": \"<q>\"}")).isEmpty();
    assertThat(filled("{\"a\": <q>}")).contains("{\"a\":\"a\\\"b\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"is <state>", "{\"a\": <state>", "{<state>: 1} x", "\"open"})
  void knowsTemplatesThatCannotWork(String template) {
    assertThat(new InputTemplate(template, Map.of()).isWellFormed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"one\"\n\"two <state>\"", "{\"a\":<state>}", "<state>", "[<state>]"})
  void knowsTemplatesThatWork(String template) {
    assertThat(new InputTemplate(template, Map.of()).isWellFormed()).isTrue();
  }

  private static Optional<String> filled(String template) {
    var paths =
        Map.of(
            "state", path("$.detail.state"),
            "n", path("$.detail.n"),
            "o", path("$.detail.o"),
            "q", path("$.detail.q"),
            "none", path("$.detail.none"));
    return new InputTemplate(template, paths).fill(anEvent(DETAIL), aRule());
  }

  private static JsonPath path(String text) {
    return JsonPath.parse(text).orElseThrow();
  }
}
