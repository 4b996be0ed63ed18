// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wildrydes.kit.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|the body is empty, send a JSON object",
        "` `|the body is empty, send a JSON object",
        "hello|the body is not valid JSON",
        "{\"a\":1|the body is not valid JSON",
        "{\"a\":1}{}|the body is not valid JSON",
        "[]|the body is a JSON array, send a JSON object",
        "\"x\"|the body is a JSON string, send a JSON object",
        "1|the body is a JSON number, send a JSON object",
        "true|the body is a JSON boolean, send a JSON object",
        "{\"a\":1e99999999999}|the body is not valid JSON",
        "{\"a\":NaN}|the body is not valid JSON",
        "{\"a\":01}|the body is not valid JSON",
        "{\"a\":\"\u0001\"}|the body is not valid JSON",
        "null|the body is a JSON null, send a JSON object",
      })
  void refusesWhatIsNotAnObject(String body, String message) {
    assertThatExceptionOfType(HttpProblem.class)
        .isThrownBy(() -> request(body).jsonObject())
        .withMessage(message)
        .matches(problem -> problem.code() == ErrorCode.INVALID_REQUEST);
  }

  @Test
  void refusesBytesThatAreNoText() {
    var bytes = new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, (byte) 0x28, '"', '}'};

    assertThatExceptionOfType(HttpProblem.class)
        .isThrownBy(
            () -> new Request("POST", "/", Map.of(), Body.of(bytes), "gateway-1").jsonObject())
        .withMessage("the body is not valid JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1e999999999}",
        "{\"a\":-0.0}",
        "{\"a\":\"\\u0000\"}",
        "{\"\":{}}",
        "{\"a\":1,\"a\":2}"
      })
  void takesOddObjects(String body) {
    assertThat(request(body).jsonObject().toString()).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodiesBeyondBounds")
  void saysWhichBoundsABodyBreaks(String what, String body) {
    assertThatExceptionOfType(HttpProblem.class)
        .as(what)
        .isThrownBy(() -> request(body).jsonObject())
        .withMessage("the body is nested too deeply, or a name or number in it is too long")
        .matches(problem -> problem.code() == ErrorCode.INVALID_REQUEST);
  }

  private static List<Arguments> bodiesBeyondBounds() {
    return List.of(
        Arguments.of("501 levels", nested(501)),
        Arguments.of("1000 levels", nested(1000)),
        Arguments.of("5000 levels without an end", "{\"a\":" + "[".repeat(5000)),
        Arguments.of("a long name", "{\"" + "n".repeat(50_001) + "\":1}"),
        Arguments.of("a long whole number", "{\"a\":" + "9".repeat(501) + "}"),
        Arguments.of("a long fraction", "{\"a\":0." + "9".repeat(5000) + "}"));
  }

  @Test
  void whatItTakesCanBeReadAgainWithinAnEvent() throws Exception {
    var longest = "9".repeat(497) + "e99";
    var order = nested(499).replace("[]", "[" + longest + "]");
    var taken = request("{\"a\":" + order + "}").jsonObject();

    var event = Json.MAPPER.readTree("{\"detail\":" + taken + "}");

    assertThat(event.path("detail")).isEqualTo(taken);
  }

  @Test
  void countsBytesNotCharacters() {
    var accepted = "{\"a\":\"" + "é".repeat(102_396) + "\"}"; // 204,800 bytes
    var refused = "{\"a\":\"" + "é".repeat(102_396) + "\"} ";

    assertThat(request(accepted).jsonObject().size()).isEqualTo(1);
    assertThatExceptionOfType(HttpProblem.class)
        .isThrownBy(() -> request(refused).jsonObject())
        .withMessage("the body has 204801 bytes, at most 204800 are accepted")
        .matches(problem -> problem.code() == ErrorCode.TOO_LARGE);
  }

  @Test
  void keepsNumbersToTheLastDigit() {
    var body = "{\"price\":1.10,\"id\":12345678901234567890123,\"tiny\":0.1000000000000000055}";

    assertThat(request(body).jsonObject().toString()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-1_b.c:9", "1-5759e988-bd862e3fe1be46a994272793"})
  void takesTheCallersCorrelationId(String id) {
    assertThat(correlated(id).correlationId()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a\r\nSet-Cookie: x", "é", "<script>", "${jndi:x}", "a/b"})
  void replacesAHostileCorrelationId(String id) {
    assertThat(correlated(id).correlationId()).isEqualTo("gateway-1");
  }

  @Test
  void correlationIdsHaveAtMost128Characters() {
    assertThat(correlated("x".repeat(128)).correlationId()).isEqualTo("x".repeat(128));
    assertThat(correlated("x".repeat(129)).correlationId()).isEqualTo("gateway-1");
  }

  /// An object that holds lists, so many levels in all.
  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  private static Request request(String body) {
    return new Request("POST", "/", Map.of(), Body.of(body), "gateway-1");
  }

  private static Request correlated(String id) {
    return new Request("POST", "/", Map.of("X-CORRELATION-ID", id), Body.EMPTY, "gateway-1");
  }
}
