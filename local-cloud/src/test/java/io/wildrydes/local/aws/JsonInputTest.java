// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInputTest {
  @Test
  void readsMembersByType() {
    var input =
        input("{\"s\":\"x\",\"i\":7,\"f\":true,\"l\":[\"a\"],\"o\":[{\"s\":\"y\"}],\"t\":1.5}");

    assertThat(input.string("s")).contains("x");
    assertThat(input.integer("i", 1, 0, 9)).isEqualTo(7);
    assertThat(input.flag("f")).isTrue();
    assertThat(input.strings("l")).containsExactly("a");
    assertThat(input.objects("o").getFirst().required("s")).isEqualTo("y");
    assertThat(input.instant("t")).contains(Instant.parse("1970-01-01T00:00:01.500Z"));
  }

  @Test
  void takesNullForAbsence() {
    var input = input("{\"s\":null,\"i\":null,\"l\":null}");

    assertThat(input.has("s")).isFalse();
    assertThat(input.string("s")).isEmpty();
    assertThat(input.integer("i", 3, 0, 9)).isEqualTo(3);
    assertThat(input.flag("f")).isFalse();
    assertThat(input.strings("l")).isEmpty();
    assertThat(input.objects("o")).isEmpty();
  }

  @Test
  void refusesTheWrongType() {
    var input = input("{\"A\":{},\"L\":[{\"B\":1}],\"M\":[1]}");
    var code = "SerializationException";

    refuses(() -> input.string("A"), code, "A is not a string");
    refuses(() -> input.flag("A"), code, "A is not true or false");
    refuses(() -> input.strings("A"), code, "A is not a list");
    refuses(() -> input.strings("L"), code, "L is not a list of strings");
    refuses(() -> input.objects("M"), code, "M is not a list of structures");
    refuses(() -> input.objects("L").getFirst().string("B"), code, "L[0].B is not a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e3", "1e999999999", "123456789012345678901234567890", "\"1\""})
  void refusesWhatIsNoWholeNumber(String number) {
    refuses(
        () -> input("{\"N\":" + number + "}").integer("N", 1, 0, 9),
        "SerializationException",
        "N is not a whole number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1e300", "1e999999999", "253402300801", "\"2026-01-01\""})
  void refusesWhatIsNoTime(String number) {
    refuses(
        () -> input("{\"T\":" + number + "}").instant("T"),
        "SerializationException",
        "T is not a timestamp in seconds");
  }

  @Test
  void refusesWhatIsMissing() {
    var input = input("{}");

    refusesValue(() -> input.required("Name"), "null at 'name'", "not be null");
    refusesValue(() -> input.checkLength("List", 1, 2), "null at 'list'", "not be null");
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    var input = input("{\"Max\":11,\"List\":[1,2],\"Empty\":[],\"Text\":\"abc\"}");

    refusesValue(
        () -> input.integer("Max", 1, 1, 10),
        "'11' at 'max'",
        "have value less than or equal to 10");
    refusesValue(
        () -> input.integer("Max", 1, 12, 20),
        "'11' at 'max'",
        "have value greater than or equal to 12");
    refusesValue(
        () -> input.checkLength("List", 0, 1),
        "'[2 members]' at 'list'",
        "have length less than or equal to 1");
    refusesValue(
        () -> input.checkLength("Empty", 1, 2),
        "'[]' at 'empty'",
        "have length greater than or equal to 1");
    refusesValue(
        () -> input.checkText("Text", 1, 2),
        "'abc' at 'text'",
        "have length less than or equal to 2");
    refusesValue(
        () -> input.checkText("Text", 4, 9),
        "'abc' at 'text'",
        "have length greater than or equal to 4");
  }

  @Test
  void namesTheAllowedValues() {
    assertThat(input("{\"Kind\":\"odd\"}").outsideOf("Kind", List.of("A", "B")))
        .hasMessage(
            "1 validation error detected: Value 'odd' at 'kind' failed to satisfy constraint: Member"
                + " must satisfy enum value set: [A, B]");
  }

  @Test
  void echoesOnlyTheBeginningOfALongValue() {
    var input = input("{\"Kind\":\"" + "x".repeat(100_000) + "\"}");

    assertThat(input.outsideOf("Kind", List.of("A")).text()).hasSizeLessThan(500);
  }

  private static void refuses(ThrowingCallable call, String code, String text) {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.status()).isEqualTo(400))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessage(text);
  }

  private static void refusesValue(ThrowingCallable call, String value, String rule) {
    refuses(
        call,
        "ValidationException",
        "1 validation error detected: Value %s failed to satisfy constraint: Member must %s"
            .formatted(value, rule));
  }

  private static JsonInput input(String json) {
    return JsonInput.of((ObjectNode) Json.parse(json));
  }
}
