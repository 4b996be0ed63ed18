// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultDocumentTest {
  private static final Pattern FAULT_NAME =
      Pattern.compile("String \\w+_DISCOUNT = \"([a-z-]+)\"|faults\\.find\\(\"([a-z-]+)\"\\)");

  @Test
  void switchesAFaultOnAsTheReferenceHasIt() {
    var document =
        FaultDocument.parse("{}")
            .with(KnownFault.SLOW_DISCOUNT, Map.of())
            .with(KnownFault.BROKEN_DISCOUNT, Map.of());

    assertThat(document.text())
        .isEqualTo(
            """
            {"slow-discount":{"rate":0.2,"minMs":800,"maxMs":950},"broken-discount":{"rate":0.1}}\
            """);
  }

  @Test
  void leavesTheOthersAsTheyAre() {
    var document = FaultDocument.parse("{\"other\":{\"rate\":0.5,\"x\":[1]},\"slow-discount\":{}}");

    assertThat(document.with(KnownFault.BROKEN_DISCOUNT, Map.of("rate", 1.0)).text())
        .isEqualTo(
            "{\"other\":{\"rate\":0.5,\"x\":[1]},\"slow-discount\":{},\"broken-discount\":{\"rate\":1}}");
    assertThat(document.without(KnownFault.SLOW_DISCOUNT).text())
        .isEqualTo("{\"other\":{\"rate\":0.5,\"x\":[1]}}");
    assertThat(document.without(KnownFault.BROKEN_DISCOUNT).text()).isEqualTo(document.text());
  }

  @ParameterizedTest
  @CsvSource({
    "SLOW_DISCOUNT, rate, 1.1, 'rate must be from 0 to 1, not 1.1'",
    "SLOW_DISCOUNT, rate, -0.1, 'rate must be from 0 to 1, not -0.1'",
    "BROKEN_DISCOUNT, rate, NaN, 'rate must be from 0 to 1, not NaN'",
    "SLOW_DISCOUNT, minMs, 951, 'minMs must be from 0 to maxMs, not 951.0 to 950.0'",
    "SLOW_DISCOUNT, minMs, -1, 'minMs must be from 0 to maxMs, not -1.0 to 950.0'",
    "BROKEN_DISCOUNT, minMs, 1, 'broken-discount has no minMs; it has rate'"
  })
  void refusesNumbersThatAFaultCannotHave(
      KnownFault fault, String name, double value, String message) {
    var document = FaultDocument.parse("{}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> document.with(fault, Map.of(name, value)))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "1", "null"})
  void refusesWhatIsNoDocument(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultDocument.parse(text))
        .withMessage("is no JSON object but " + text);
  }

  @Test
  void saysWhatIsOn() {
    var document = FaultDocument.parse("{\"slow-discount\":{\"rate\":0.2},\"other\":{\"rate\":1}}");

    assertThat(FaultText.of(document))
        .isEqualTo(
            """
            slow-discount    on {"rate":0.2}  (promo answers late)
            broken-discount  off  (promo answers a discount that is no number)
            other            on {"rate":1}  (no function is known to have it)
            """);
  }

  /// Acceptance knows no function, so the names stand twice; here they are held together.
  @Test
  void knowsTheFaultsThatTheFunctionsHave() throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.walk(Path.of("../promo-function/src/main/java"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        FAULT_NAME
            .matcher(Files.readString(file))
            .results()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .forEach(names::add);
      }
    }

    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(KnownFault.values()).map(KnownFault::text).toList());
  }
}
