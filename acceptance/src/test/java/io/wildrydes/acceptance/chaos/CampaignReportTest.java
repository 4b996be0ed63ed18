// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.acceptance.LogLine;
import io.wildrydes.acceptance.chaos.CampaignReport.Fates;
import io.wildrydes.acceptance.chaos.CampaignReport.Orders;
import io.wildrydes.acceptance.chaos.CampaignReport.Rides;
import io.wildrydes.acceptance.chaos.PartnerLedger.Call;
import io.wildrydes.acceptance.orders.Sent;
import io.wildrydes.acceptance.rides.RideReport;
import io.wildrydes.acceptance.rides.RideReport.Places;
import io.wildrydes.acceptance.rides.RideTrail;
import io.wildrydes.acceptance.rides.SentRide;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignReportTest {
  private static final Places IN_TABLE = new Places(Set.of("id-stored"), Set.of(), 0, Set.of());
  private static final Rides STORED =
      Rides.of(List.of(ride("stored", "201")), new RideTrail(), IN_TABLE);

  private final PartnerLedger ledger = new PartnerLedger();

  @Test
  void accountsForEveryAcceptedOrderOnce() {
    taken("delivered", 1);
    taken("twice", 2);
    taken("both", 1);
    taken("unheard", 1);

    var report =
        CampaignReport.of(
            new Orders(
                List.of(
                    sent("delivered", "202"),
                    sent("twice", "202"),
                    sent("both", "202"),
                    sent("dead", "202"),
                    sent("unheard", "ConnectException")),
                ledger,
                Set.of("both", "dead", "ride-in-dlq")),
            STORED,
            List.of());

    assertThat(report)
        .isEqualTo(
            new CampaignReport(
                Map.of("202", 4, "ConnectException", 1),
                new Fates(4, 3, 1, 1),
                1,
                1,
                Set.of(),
                STORED,
                List.of()));
    assertThat(report.isGood()).isTrue();
  }

  @Test
  void isNotGoodWhenAnOrderIsLost() {
    taken("delivered", 1);

    var report = report(List.of(sent("delivered", "202"), sent("gone", "202")), STORED);

    assertThat(report.lost()).containsExactly("gone");
    assertThat(report.isGood()).isFalse();
  }

  @Test
  void isNotGoodWhenATroubleDidNoHarmOrAKeyWasMisused() {
    taken("a", 1);
    var sent = List.of(sent("a", "202"));
    var orders = new Orders(sent, ledger, Set.of());
    assertThat(report(sent, STORED).isGood()).isTrue();
    assertThat(CampaignReport.of(orders, STORED, List.of("no harm")).isGood()).isFalse();

    ledger.add(new Call(Instant.EPOCH, "a", "another", "TAKE", true));

    assertThat(report(sent, STORED).faults())
        .containsExactly("order a came with keys [a, another]");
  }

  @Test
  void isNotGoodWhenNothingWasAccepted() {
    assertThat(report(List.of(), STORED).isGood()).isFalse();
  }

  @Test
  void accountsForEveryGrantedRideByTableAndDeadLetterQueues() {
    taken("a", 1);
    var sent = List.of(ride("stored", "201"), ride("dead", "201"), ride("refused", "503"));
    var places = new Places(Set.of("id-stored"), Set.of(), 0, Set.of("dead"));

    var rides = Rides.of(sent, new RideTrail(), places);

    assertThat(rides.report().fates()).isEqualTo(new RideReport.Fates(2, 1, 0, 1, 0));
    assertThat(rides.lost()).isEmpty();
    assertThat(report(List.of(sent("a", "202")), rides).isGood()).isTrue();
  }

  @Test
  void isNotGoodWhenARideIsLost() {
    taken("a", 1);
    var sent = List.of(ride("stored", "201"), ride("gone", "201"));
    var places = new Places(Set.of("id-stored"), Set.of(), 0, Set.of());

    var report = report(List.of(sent("a", "202")), Rides.of(sent, new RideTrail(), places));

    assertThat(report.allLost()).containsExactly("gone");
    assertThat(report.isGood()).isFalse();
  }

  @Test
  void isNotGoodWhenARideWasStoredTwice() {
    taken("a", 1);
    var trail = new RideTrail();
    var saved =
        LogLine.of(
            "aws/lambda/wild-rydes-put-ride-record",
            """
            {"milestone":"SAVED_IN_DATABASE","rideId":"id-stored","reason":"saved now"}\
            """);
    trail.take(saved);
    trail.take(saved);

    var rides = Rides.of(List.of(ride("stored", "201")), trail, IN_TABLE);

    assertThat(report(List.of(sent("a", "202")), rides).isGood()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "100001, 100", "10, 0", "10, 201", "100000, 1"})
  void campaignsAreBounded(int orders, double rate) {
    assertThatThrownBy(() -> plan(orders, rate, 0.1, 60))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orders at ");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, platform waits of 0.0 of AWS's: above 0 and at most 1",
    "1.1, 1, platform waits of 1.1 of AWS's: above 0 and at most 1",
    "NaN, 1, platform waits of NaN of AWS's: above 0 and at most 1",
    "1, 0, 0 s to come to rest: at least 1"
  })
  void campaignsWaitForSomeTime(double waits, int drainLimitSeconds, String message) {
    assertThatThrownBy(() -> plan(10, 1, waits, drainLimitSeconds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void saysWhatFailed() {
    var sent = List.of(ride("stored", "201"), ride("waiting", "201"));
    var places = new Places(Set.of("id-stored"), Set.of("waiting"), 0, Set.of());
    var waiting = Rides.of(sent, new RideTrail(), places);
    var none = Rides.of(List.of(), new RideTrail(), places);

    assertThat(verdict(report(List.of(), STORED))).isEqualTo("FAILED: no order was accepted");
    assertThat(verdict(report(List.of(sent("a", "202")), none)))
        .isEqualTo("FAILED: no ride was granted, 1 orders lost");
    taken("a", 1);
    assertThat(verdict(report(List.of(sent("a", "202")), waiting)))
        .isEqualTo("FAILED: 1 rides still waiting");
    assertThat(verdict(report(List.of(sent("a", "202")), STORED)))
        .isEqualTo("nothing lost: 1 accepted = 1 delivered + 0 in DLQ");
  }

  private static String verdict(CampaignReport report) {
    var times = new CampaignText.Times(Duration.ZERO, Duration.ZERO);
    return new CampaignText(plan(10, 1, 0.1, 60), report, new TroubleTally(), times)
        .text(Path.of("logs"))
        .lines()
        .toList()
        .getLast();
  }

  private static CampaignPlan plan(int orders, double rate, double waits, int drainLimitSeconds) {
    var limit = Duration.ofSeconds(drainLimitSeconds);
    return new CampaignPlan(1, orders, rate, Path.of("t"), Path.of("f"), waits, limit);
  }

  private CampaignReport report(List<Sent> sent, Rides rides) {
    return CampaignReport.of(new Orders(sent, ledger, Set.of()), rides, List.of());
  }

  private void taken(String order, int times) {
    for (int i = 0; i < times; i++) {
      ledger.add(new Call(Instant.EPOCH, order, order, "TAKE", true));
    }
  }

  private static Sent sent(String order, String answer) {
    return new Sent(Instant.EPOCH, order, answer, Optional.of(order), 12);
  }

  private static SentRide ride(String id, String answer) {
    return new SentRide(Instant.EPOCH, answer, Optional.of("id-" + id), Optional.of(id), 12);
  }
}
