// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FilterPatternTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("matching")
  void matchesAsTheTableSays(String name, JsonNode row) {
    var pattern = FilterPattern.parse(row.path("pattern").asText());

    assertThat(row.path("yes"))
        .allSatisfy(message -> assertThat(pattern.matches(message.asText())).isTrue());
    assertThat(row.path("no"))
        .allSatisfy(message -> assertThat(pattern.matches(message.asText())).isFalse());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesWhatIsNotInTheLanguage(String pattern, String message) {
    assertThatThrownBy(() -> FilterPattern.parse(pattern))
        .isInstanceOf(AwsException.class)
        .hasMessage("Invalid filter pattern: " + message);
  }

  @Test
  void refusesAPatternThatIsTooLong() {
    assertThatThrownBy(() -> FilterPattern.parse("a".repeat(1025)))
        .hasMessage("Invalid filter pattern: is longer than 1024 characters");
  }

  private static Stream<Arguments> matching() throws IOException {
    return table()
        .path("matches")
        .valueStream()
        .map(row -> Arguments.of(row.path("name").asText(), row));
  }

  private static Stream<Arguments> refused() throws IOException {
    return table()
        .path("refused")
        .valueStream()
        .map(row -> Arguments.of(row.path("pattern").asText(), row.path("message").asText()));
  }

  private static JsonNode table() throws IOException {
    try (var table = FilterPatternTest.class.getResourceAsStream("/logs/filter-patterns.json")) {
      return Json.parse(table.readAllBytes());
    }
  }
}
