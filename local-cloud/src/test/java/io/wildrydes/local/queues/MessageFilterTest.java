// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageFilterTest {
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"body\":{\"kind\":[\"ride\"]}}              | {\"kind\":\"ride\"}  | true",
        "{\"body\":{\"kind\":[\"ride\"]}}              | {\"kind\":\"order\"} | false",
        "{\"body\":{\"kind\":[{\"prefix\":\"r\"}]}}    | {\"kind\":\"ride\"}  | true",
        "{\"body\":{\"n\":[{\"numeric\":[\">\",5]}]}}  | {\"n\":7}            | true",
        "{\"body\":{\"kind\":[\"ride\"]}}              | ride                 | false",
        "{\"body\":[\"ride\"]}                         | ride                 | true",
        "{\"body\":[\"ride\"]}                         | {\"kind\":\"ride\"}  | false",
        "{\"body\":[\"ride\"]}                         | {\"kind\":           | false"
      })
  void passesWhatMatches(String pattern, String body, boolean passes) {
    assertThat(filter(pattern).passes(body)).isEqualTo(passes);
  }

  @Test
  void passesWhatAnyPatternMatches() {
    var filter = filter("{\"body\":{\"a\":[1]}}", "{\"body\":{\"b\":[2]}}");

    assertThat(filter.passes("{\"b\":2}")).isTrue();
    assertThat(filter.passes("{\"b\":1}")).isFalse();
  }

  @Test
  void passesEverythingWithoutPatterns() {
    assertThat(filter().passes("anything")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[]                        | is not an object with the one key body",
        "{}                        | is not an object with the one key body",
        "{\"messageId\":[\"x\"]}   | is not an object with the one key body",
        "{\"body\":\"ride\"}       | is not an event pattern: ",
        "{\"body\":{\"a\":[{\"near\":1}]}} | is not an event pattern: "
      })
  void refusesWhatIsNoPattern(String pattern, String message) {
    assertThatThrownBy(() -> filter(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static MessageFilter filter(String... patterns) {
    List<JsonNode> parsed = Stream.of(patterns).map(Json::parse).toList();
    return MessageFilter.of(parsed);
  }
}
