// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.chaos.PartnerLedger.Call;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PartnerLedgerTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  private final PartnerLedger ledger = new PartnerLedger();

  @Test
  void countsAnOrderAsDeliveredOnlyWhenThePartnerTookIt() {
    add("a", "a", false);
    add("a", "a", true);
    add("b", "b", false);

    assertThat(ledger.delivered()).containsExactly("a");
    assertThat(ledger.duplicates()).isEmpty();
    assertThat(ledger.of("a")).hasSize(2);
  }

  @Test
  void callsAnOrderThatWasTakenTwiceADuplicate() {
    add("a", "a", true);
    add("a", "a", false);
    add("a", "a", true);

    assertThat(ledger.duplicates()).containsExactly("a");
    assertThat(ledger.misusedKeys()).isEmpty();
  }

  @Test
  void namesKeysThatMeanTwoOrdersAndOrdersWithTwoKeysOrNone() {
    add("a", "k", true);
    add("b", "k", true);
    add("c", "c", true);
    add("c", "other", true);
    add("d", "", true);

    assertThat(ledger.misusedKeys())
        .containsExactlyInAnyOrder(
            "key k names orders [a, b]",
            "order c came with keys [c, other]",
            "order d came with keys []");
  }

  private void add(String order, String key, boolean taken) {
    ledger.add(new Call(T0, order, key, "TAKE", taken));
  }
}
