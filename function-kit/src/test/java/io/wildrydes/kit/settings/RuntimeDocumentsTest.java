// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.testing.CapturedOutput;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeDocumentsTest {
  private static final String SETTINGS =
      """
      {"resilience":"resilient","randomSeed":"",
       "slowApi":{"failureRate":0.2,"minDelayMs":0,"maxDelayMs":2000}}
      """;

  @Test
  void readsBothDocuments() {
    var documents =
        RuntimeDocuments.parse(
            SETTINGS, "{\"slow-discount\":{\"rate\":0.2,\"minMs\":800,\"maxMs\":950}}");

    assertThat(documents)
        .isEqualTo(
            new RuntimeDocuments(
                new Settings(
                    Resilience.RESILIENT,
                    "",
                    new Settings.SlowApi(0.2, Duration.ZERO, Duration.ofSeconds(2))),
                new Faults(
                    Map.of(
                        "slow-discount",
                        new Faults.Fault(
                            "slow-discount",
                            0.2,
                            Map.of("rate", 0.2, "minMs", 800.0, "maxMs", 950.0))))));
  }

  @Test
  void aFaultNotNamedIsOff() {
    assertThat(Faults.parse("{}").find("broken-discount")).isEmpty();
  }

  @ParameterizedTest(name = "{0} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"resilience\":\"resilient\"|\"resilience\":\"so-so\"|settings: resilience is neither"
            + " resilient nor fragile",
        "\"randomSeed\":\"\"|\"randomSeed\":7|settings: randomSeed is not text",
        "0.2|1.5|settings.slowApi: failureRate is not between 0 and 1",
        "0.2|\"0.2\"|settings.slowApi: failureRate is not a number",
        "\"minDelayMs\":0|\"minDelayMs\":-1|settings.slowApi: minDelayMs is not a number of"
            + " milliseconds",
        "\"minDelayMs\":0|\"minDelayMs\":3000|settings: slowApi.maxDelayMs is less than"
            + " minDelayMs",
        "\"slowApi\":|\"slow\":|settings.slowApi: not a JSON object",
        "}}|}|settings: not valid JSON",
      })
  void namesWhatIsWrong(String part, String instead, String message) {
    assertThatThrownBy(() -> Settings.parse(SETTINGS.replace(part, instead)))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not json", "[]", "{\"slow-discount\":{\"rate\":2}}", ""})
  void malformedFaultsAreNoneForWhoHasNoLastGoodOnes(String faults) {
    try (var output = CapturedOutput.start()) {
      assertThat(among(SETTINGS, faults, Reading.FIRST).faults()).isEqualTo(Faults.NONE);

      assertThat(output.lines())
          .singleElement()
          .asString()
          .contains("\"level\":\"WARN\"", "\"message\":\"faults malformed, none are on\"");
    }
  }

  @Test
  void malformedFaultsAreRefusedWhenThereAreLastGoodOnesToKeep() {
    assertThatThrownBy(() -> among(SETTINGS, "[]", Reading.AGAIN))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessage("faults: not a JSON object");
  }

  @ParameterizedTest
  @EnumSource
  void malformedSettingsAreAlwaysRefused(Reading reading) {
    assertThatThrownBy(() -> among("[]", "{}", reading))
        .isInstanceOf(MalformedDocumentException.class)
        .hasMessage("settings: not a JSON object");
  }

  @Test
  void namesTheFaultThatIsWrong() {
    assertThatThrownBy(() -> Faults.parse("{\"slow-discount\":{\"rate\":2}}"))
        .hasMessage("faults.slow-discount: rate is not between 0 and 1");
    assertThatThrownBy(() -> Faults.parse("[]")).hasMessage("faults: not a JSON object");
  }

  private static RuntimeDocuments among(String settings, String faults, Reading reading) {
    var values = Map.of("/settings", settings, "/faults", faults);
    return RuntimeDocuments.among(values, "/settings", "/faults", reading);
  }
}
