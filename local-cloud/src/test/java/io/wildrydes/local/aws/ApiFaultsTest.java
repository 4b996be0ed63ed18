// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiFaultsTest {
  private static final String FUNCTION = "arn:aws:sts::000000000000:assumed-role/delivery/1";
  private static final String DEVELOPER = "arn:aws:iam::000000000000:user/developer";

  @Test
  void hitsAShareOfAFunctionsCallsThatTheSeedRepeats() {
    var faults = faults(7, "ssm=throttle-error:0.3");

    long hits = hits(faults, 1000);

    assertThat(hits)
        .isBetween(250L, 350L)
        .isEqualTo(hits(faults(7, "ssm=throttle-error:0.3"), 1000));
    assertThat(faults.done()).isEqualTo(Map.of("ssm throttle-error", (int) hits));
  }

  @Test
  void sparesDevelopersAndOtherServices() {
    var faults = faults(1, "ssm=internal-error:1");

    assertThat(faults.next("ssm", DEVELOPER)).isEmpty();
    assertThat(faults.next("sqs", FUNCTION)).isEmpty();
    assertThat(faults.next("ssm", FUNCTION)).isPresent();
  }

  @Test
  void asksTheRulesOfAServiceInTurn() {
    var faults = faults(1, "ssm=internal-error:0", "ssm=unavailable-error:1");

    assertThat(faults.next("ssm", FUNCTION).orElseThrow().status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ssm", "ssm=throttle:0.3", "ssm=throttle-error", "ssm=throttle-error:1.1", "=:1"})
  void refusesWhatIsNoRule(String text) {
    assertThatThrownBy(() -> ApiFaults.Rule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "API fault '%s' is not of the form ssm=throttle-error:0.3; faults are [throttle-error,"
                + " internal-error, unavailable-error], the rate is 0 to 1",
            text);
  }

  private static long hits(ApiFaults faults, int calls) {
    return IntStream.range(0, calls).filter(_ -> faults.next("ssm", FUNCTION).isPresent()).count();
  }

  private static ApiFaults faults(long seed, String... rules) {
    return new ApiFaults(List.of(rules).stream().map(ApiFaults.Rule::parse).toList(), seed);
  }
}
