// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.testing.CapturedOutput;
import io.wildrydes.testing.FakeLambdaContext;
import io.wildrydes.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The five seconds of a ride: the arithmetic, and every way to stack timeouts upon each other.
class BudgetTest {
  private final CapturedOutput output = CapturedOutput.start();
  private final RequestRideFixture fixture = new RequestRideFixture();

  @AfterEach
  void restoreOutput() {
    output.close();
  }

  @Test
  void twoWholeTriesOfTheFleetLeaveTimeToPublish() {
    assertThat(worst(Service.FLEET)).isEqualTo(Duration.ofMillis(4_150));
    assertThat(worst(Service.FLEET).plus(Budget.PUBLISHING)).isLessThanOrEqualTo(Budget.TOTAL);
  }

  @Test
  void twoWholeTriesOfTheRecordServiceFitAfterServicesThatAreWell() {
    assertThat(worst(Service.RECORD)).isEqualTo(Duration.ofMillis(3_150));
    assertThat(Budget.TOTAL.minus(worst(Service.RECORD)).minus(Budget.PUBLISHING))
        .isEqualTo(Duration.ofMillis(1_050));
  }

  @Test
  void publishingEndsInItsReserveThoughConnectingCannotBeCutShort() {
    var firstTry = Budget.PUBLISHING.dividedBy(2);

    assertThat(AwsClients.CONNECT_TIMEOUT).isLessThanOrEqualTo(firstTry);
    assertThat(firstTry.plus(AwsClients.LONGEST_WAIT).plus(AwsClients.CONNECT_TIMEOUT))
        .isLessThanOrEqualTo(Budget.PUBLISHING);
  }

  @Test
  void promoLeavesTheRecordServiceAWholeTry() {
    assertThat(Budget.reserve(Service.PROMO)).isEqualTo(Duration.ofMillis(2_300));
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void noTryIsLongerThanItsLimitOrThanWhatIsLeft(Service service) {
    var clock = new MutableClock(RequestRideFixture.NOW);
    var budget = Budget.of(FakeLambdaContext.of("request-1"), clock);
    for (var millis = 0; millis <= 6_000; millis += 50) {
      var limit = budget.limitFor(service);

      assertThat(limit).isLessThanOrEqualTo(Budget.tryLimit(service));
      assertThat(limit.plus(Budget.reserve(service)))
          .isLessThanOrEqualTo(longer(budget.remaining(), Budget.reserve(service)));
      assertThat(budget.allowsTry(service, Duration.ZERO))
          .isEqualTo(limit.compareTo(Duration.ofMillis(200)) >= 0);
      clock.advance(Duration.ofMillis(50));
    }
  }

  @Test
  void aSilentPromoLeavesTheRecordServiceItsTry() throws Exception {
    fixture.api.staysSilent(Service.PROMO).staysSilent(Service.RECORD);
    fixture.events.hangs = true;

    var answer = fixture.request();

    assertThat(fixture.api.limits)
        .containsExactly("FLEET 2000", "PROMO 2000", "PROMO 550", "RECORD 1500");
    assertThat(fixture.events.limits).containsExactly(Duration.ofMillis(800));
    assertThat(fixture.elapsed()).isEqualTo(Duration.ofSeconds(5));
    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
  }

  @Test
  void aFleetThatUsesUpTheTimeStillGetsItsRideOut() throws Exception {
    fixture.api.staysSilent(Service.FLEET).takes(Service.FLEET, Duration.ofMillis(1_990));

    var answer = fixture.request();

    assertThat(fixture.api.limits).containsExactly("FLEET 2000", "FLEET 2000");
    assertThat(fixture.events.limits).containsExactly(Duration.ofMillis(860));
    assertThat(answer.path("statusCode").asInt()).isEqualTo(201);
    assertThat(answer.path("body").asText()).endsWith("\"DiscountMultiplier\":1}");
  }

  @Test
  void aTryMayBeShorterThanItsLimit() throws Exception {
    fixture.api.staysSilent(Service.FLEET).takes(Service.FLEET, Duration.ofMillis(1_700));

    var answer = fixture.request();

    assertThat(fixture.api.limits).containsExactly("FLEET 2000", "FLEET 2000", "RECORD 350");
    assertThat(fixture.events.published).isEmpty();
    assertThat(answer.path("statusCode").asInt()).isEqualTo(201);
  }

  @Test
  void aWaitThatLastsTooLongIsFollowedByNoTry() throws Exception {
    fixture.api.answers(Service.FLEET, 503, "");
    fixture.pause = _ -> fixture.clock.advance(Duration.ofMillis(4_001));

    var answer = fixture.request();

    assertThat(fixture.api.limits).containsExactly("FLEET 2000");
    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
  }

  @Test
  void lambdasTimeoutCountsWhenItComesSooner() throws Exception {
    fixture.lambdaTimeout = Duration.ofSeconds(3);
    fixture.api.staysSilent(Service.FLEET);

    var answer = fixture.request();

    assertThat(fixture.api.limits).containsExactly("FLEET 1700");
    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("body").asText()).contains("the fleet service did not answer in time");
  }

  @Test
  void withoutTimeNobodyIsAsked() throws Exception {
    fixture.lambdaTimeout = Duration.ofMillis(1_400);

    var answer = fixture.request();

    assertThat(fixture.api.calls).isEmpty();
    assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
    assertThat(answer.path("body").asText()).contains("the fleet service could not be asked");
  }

  @ParameterizedTest
  @MethodSource("waysToBeSlow")
  void everyRideIsAnsweredWithinFiveSeconds(Slowness slowness) throws Exception {
    slowness.applyTo(fixture);

    var answer = fixture.request();

    assertThat(fixture.elapsed()).isLessThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(fixture.events.limits)
        .allSatisfy(limit -> assertThat(limit).isGreaterThanOrEqualTo(Budget.PUBLISHING));
    assertThat(answer.path("statusCode").asInt())
        .isEqualTo(slowness.fleet().isEmpty() || isLost() ? 503 : 201);
  }

  /// Each service answers after so many milliseconds, or not at all.
  private static List<Slowness> waysToBeSlow() {
    var times = List.of(List.of(0), List.of(1_490), List.<Integer>of());
    var ways = new ArrayList<Slowness>();
    for (var fleet : times) {
      for (var promo : times) {
        for (var record : times) {
          ways.add(new Slowness(fleet, promo, record, false));
          ways.add(new Slowness(fleet, promo, record, true));
        }
      }
    }
    return ways;
  }

  private boolean isLost() {
    return fixture.events.hangs && !fixture.events.limits.isEmpty();
  }

  private static Duration worst(Service service) {
    return Budget.tryLimit(service).multipliedBy(Budget.TRIES).plus(Budget.MAX_WAIT);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /// @param busHangs whether publishing gets no answer either
  record Slowness(
      List<Integer> fleet, List<Integer> promo, List<Integer> record, boolean busHangs) {
    private void applyTo(RequestRideFixture fixture) {
      apply(fixture, Service.FLEET, fleet);
      apply(fixture, Service.PROMO, promo);
      apply(fixture, Service.RECORD, record);
      fixture.events.hangs = busHangs;
    }

    private static void apply(RequestRideFixture fixture, Service service, List<Integer> millis) {
      if (millis.isEmpty()) {
        fixture.api.staysSilent(service);
      } else {
        fixture.api.takes(service, Duration.ofMillis(millis.getFirst()));
      }
    }
  }
}
