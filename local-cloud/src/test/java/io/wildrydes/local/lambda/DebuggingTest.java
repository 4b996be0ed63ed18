// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.template.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DebuggingTest {
  private final FunctionCatalog catalog = new FunctionCatalog(LambdaRig.IDENTITY);
  private final Problems problems = new Problems();

  @ParameterizedTest
  @ValueSource(strings = {"wild-rydes-notification", "notification", "Notify", "NOTIFICATION"})
  void findsAFunctionByWhatPeopleCallIt(String text) {
    debug(Map.of(text, 0));

    assertThat(problems.found()).isEmpty();
    assertThat(catalog.debugged())
        .map(FunctionVersion::name)
        .containsExactly("wild-rydes-notification");
  }

  @Test
  void marksAllVersions() {
    debug(Map.of("Notify", 0));

    assertThat(catalog.versions())
        .filteredOn(version -> version.name().equals("wild-rydes-notification"))
        .hasSize(2)
        .allMatch(FunctionVersion::debugged);
  }

  @Test
  void namesTheNearestFunctionForAnUnknownOne() {
    debug(Map.of("notifcation", 5005));

    assertThat(problems.found())
        .containsExactly(
            "--debug notifcation: names no function of the template; did you mean notification?");
  }

  @Test
  void refusesTwoPortsForOneFunction() {
    var asked = new LinkedHashMap<String, Integer>();
    asked.put("Notify", 5005);
    asked.put("notification", 5006);

    debug(asked);

    assertThat(problems.found())
        .isEqualTo(
            List.of("--debug notification: names a function that another --debug names, too"));
  }

  private void debug(Map<String, Integer> asked) {
    add("wild-rydes-notification", "Notify");
    add("wild-rydes-delivery", "Delivery");
    Debugging.of(asked, catalog, "wild-rydes", problems);
  }

  private void add(String name, String logicalId) {
    var function = Targets.named(name, logicalId);
    catalog.add(function);
    catalog.addVersion(function, "1");
  }
}
