// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final RandomGenerator NEVER = () -> -1; // nextDouble() is just below 1
  private static final SamplingRequest NOTIFY =
      new SamplingRequest(
          "wild-rydes-public/live", "AWS::ApiGateway::Stage", "127.0.0.1", "POST", "/notify");

  @Test
  void recordsOneASecondByDefault() {
    var rules = new SamplingRules(List.of(), NEVER);

    assertThat(rules.decide(NOTIFY, NOW)).isTrue();
    assertThat(rules.decide(NOTIFY, NOW.plusMillis(999))).isFalse();
    assertThat(rules.decide(NOTIFY, NOW.plusSeconds(1))).isTrue();
  }

  @Test
  void recordsFivePercentOfTheRestByDefault() {
    var rules = new SamplingRules(List.of(), new Random(11));

    assertThat(recorded(rules, 10_000)).isBetween(450, 550);
  }

  @Test
  void recordsEverythingAtRateOneAndNothingAtRateZero() {
    var all = new SamplingRules(List.of(rule("all", 1, 1.0, 0)), new Random(11));
    var none = new SamplingRules(List.of(rule("none", 1, 0.0, 0)), new Random(11));

    assertThat(recorded(all, 1000)).isEqualTo(1000);
    assertThat(recorded(none, 1000)).isZero();
  }

  @Test
  void sharesAReservoirBetweenServices() {
    var rules = new SamplingRules(List.of(rule("r", 1, 0.0, 3)), NEVER);
    var other = new SamplingRequest("another", "AWS::Lambda", "", "", "");

    assertThat(rules.decide(NOTIFY, NOW)).isTrue();
    assertThat(rules.decide(other, NOW)).isTrue();
    assertThat(rules.decide(NOTIFY, NOW)).isTrue();
    assertThat(rules.decide(other, NOW)).isFalse();
  }

  @Test
  void asksTheRuleOfLowestPriorityNumberFirst() {
    var rules =
        new SamplingRules(List.of(rule("b", 20, 1.0, 0), rule("a", 10, 0.0, 0)), new Random(1));

    assertThat(rules.decide(NOTIFY, NOW)).isFalse();
  }

  @Test
  void passesOverRulesThatDoNotMatch() {
    var elsewhere = new SamplingRequest("other-*", "*", "*", "*", "*");
    var rules = new SamplingRules(List.of(new SamplingRule("x", 1, 1.0, 0, elsewhere)), NEVER);

    assertThat(rules.decide(NOTIFY, NOW)).isTrue(); // by the default rule's reservoir
    assertThat(rules.decide(NOTIFY, NOW)).isFalse();
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} {4}")
  @CsvSource({
    "wild-rydes-*, *, *, *, *, true",
    "WILD-rydes-public/live, AWS::ApiGateway::*, 127.0.0.?, post, /not*, true",
    "wild-rydes, *, *, *, *, false",
    "*, AWS::Lambda, *, *, *, false",
    "*, *, localhost, *, *, false",
    "*, *, *, GET, *, false",
    "*, *, *, *, /other, false",
  })
  void matchesEveryPart(
      String name, String type, String host, String method, String path, boolean matches) {
    var match = new SamplingRequest(name, type, host, method, path);

    assertThat(new SamplingRule("r", 1, 1, 0, match).matches(NOTIFY)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', true",
    "'', a, false",
    "*, '', true",
    "**, a, true",
    "?, '', false",
    "a*b*c, aXbXbc, true",
    "a*b*c, aXbX, false",
    "*a, bba, true",
    "*.x, axx, false",
    "a?c, abc, true"
  })
  void understandsWildcards(String pattern, String text, boolean matches) {
    assertThat(Wildcard.matches(pattern, text)).isEqualTo(matches);
  }

  private static int recorded(SamplingRules rules, int requests) {
    int recorded = 0;
    for (int i = 0; i < requests; i++) {
      recorded += rules.decide(NOTIFY, NOW) ? 1 : 0;
    }
    return recorded;
  }

  private static SamplingRule rule(String name, int priority, double rate, int reservoir) {
    var any = new SamplingRequest("*", "*", "*", "*", "*");
    return new SamplingRule(name, priority, rate, reservoir, any);
  }
}
