// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.acceptance.ChaosReport.Fates;
import io.wildrydes.acceptance.PartnerLedger.Call;
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

class ChaosReportTest {
  private final PartnerLedger ledger = new PartnerLedger();

  @Test
  void accountsForEveryAcceptedOrderOnce() {
    taken("delivered", 1);
    taken("twice", 2);
    taken("both", 1);
    taken("unheard", 1);

    var report =
        ChaosReport.of(
            List.of(
                sent("delivered", "202"),
                sent("twice", "202"),
                sent("both", "202"),
                sent("dead", "202"),
                sent("unheard", "ConnectException")),
            ledger,
            Set.of("both", "dead"),
            List.of());

    assertThat(report)
        .isEqualTo(
            new ChaosReport(
                Map.of("202", 4, "ConnectException", 1),
                new Fates(4, 3, 1, 1),
                1,
                1,
                Set.of(),
                List.of()));
    assertThat(report.isGood()).isTrue();
  }

  @Test
  void isNotGoodWhenAnOrderIsLost() {
    taken("delivered", 1);

    var report =
        ChaosReport.of(
            List.of(sent("delivered", "202"), sent("gone", "202")), ledger, Set.of(), List.of());

    assertThat(report.lost()).containsExactly("gone");
    assertThat(report.isGood()).isFalse();
  }

  @Test
  void isNotGoodWhenATroubleDidNoHarmOrAKeyWasMisused() {
    taken("a", 1);
    var sent = List.of(sent("a", "202"));
    assertThat(ChaosReport.of(sent, ledger, Set.of(), List.of("no harm")).isGood()).isFalse();

    ledger.add(new Call(Instant.EPOCH, "a", "another", "TAKE", true));

    assertThat(ChaosReport.of(sent, ledger, Set.of(), List.of()).faults())
        .containsExactly("order a came with keys [a, another]");
  }

  @Test
  void isNotGoodWhenNothingWasAccepted() {
    assertThat(ChaosReport.of(List.of(), ledger, Set.of(), List.of()).isGood()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "100001, 100", "10, 0", "10, 201", "100000, 1"})
  void campaignsAreBounded(int orders, double rate) {
    assertThatThrownBy(() ->
            new ChaosPlan(1, orders, rate, Path.of("t"), Path.of("f"), 0.1, Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orders at ");
  }

  private void taken(String order, int times) {
    for (int i = 0; i < times; i++) {
      ledger.add(new Call(Instant.EPOCH, order, order, "TAKE", true));
    }
  }

  private static Sent sent(String order, String answer) {
    return new Sent(Instant.EPOCH, order, answer, Optional.of(order), 12);
  }
}
