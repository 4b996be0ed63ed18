// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultDocumentTest {
  private static final Pattern USE =
      Pattern.compile("\\bfaults(?:\\(\\))?\\.find\\((\"?[\\w-]+\"?)\\)");
  private static final Pattern CONSTANT = Pattern.compile("String (\\w+) = (\"[a-z-]+\");");

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
    "SLOW_DISCOUNT, maxMs, 3000000000, 'maxMs must be at most 2147483647, not 3.0E9'",
    "SLOW_DISCOUNT, maxMs, Infinity, 'maxMs must be at most 2147483647, not Infinity'",
    "SLOW_DISCOUNT, maxMs, NaN, 'minMs must be from 0 to maxMs, not 800.0 to NaN'",
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
    for (var file : sourcesOfFunctions()) {
      names.addAll(faultsIn(Files.readString(file)));
    }

    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(KnownFault.values()).map(KnownFault::text).toList());
  }

  private static List<Path> sourcesOfFunctions() throws IOException {
    var sources = new ArrayList<Path>();
    try (var modules = Files.newDirectoryStream(Path.of(".."), "*-function")) {
      for (var module : modules) {
        try (var files = Files.walk(module.resolve("src/main/java"))) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
      }
    }
    return sources;
  }

  /// A name stands where it is looked up, or as a constant of the same file.
  private static Set<String> faultsIn(String source) {
    var constants = new HashMap<String, String>();
    CONSTANT
        .matcher(source)
        .results()
        .forEach(found -> constants.put(found.group(1), found.group(2)));
    return USE.matcher(source)
        .results()
        .map(found -> constants.getOrDefault(found.group(1), found.group(1)).replace("\"", ""))
        .collect(Collectors.toSet());
  }
}
