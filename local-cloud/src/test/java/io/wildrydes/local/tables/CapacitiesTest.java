// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacitiesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = START.plusSeconds(1);

  private final Capacities capacities = new Capacities();

  @Test
  void neverThrottlesATableOnDemand() {
    capacities.put("rides", new Billing.OnDemand(), START);

    assertThat(capacities.admit(List.of(write("rides", 1_000_000)), START)).isEmpty();
    assertThat(capacities.admit(List.of(write("rides", 1_000_000)), START)).isEmpty();
  }

  @Test
  void countsReadsAndWritesApart() {
    capacities.put("rides", new Billing.Provisioned(1, 1), START);

    capacities.admit(List.of(write("rides", 1)), LATER);

    assertThat(capacities.admit(List.of(write("rides", 1)), LATER)).containsExactly("rides");
    assertThat(capacities.admit(List.of(read("rides", 1)), LATER)).isEmpty();
  }

  @Test
  void debitsNoTableWhenOneOfThemIsExhausted() {
    capacities.put("full", new Billing.Provisioned(1, 1), START);
    capacities.put("empty", new Billing.Provisioned(1, 1), LATER);

    var exhausted = capacities.admit(List.of(write("full", 5), write("empty", 1)), LATER);

    assertThat(exhausted).containsExactly("empty");
    assertThat(capacities.admit(List.of(write("full", 1)), LATER)).isEmpty();
  }

  @Test
  void settlesWhatWasConsumedBeyondTheClaim() {
    capacities.put("rides", new Billing.Provisioned(1, 1), START);
    var tenLater = START.plusSeconds(10);

    capacities.admit(List.of(write("rides", 1)), tenLater);
    capacities.settle(write("rides", 9), tenLater);

    assertThat(capacities.admit(List.of(write("rides", 1)), tenLater)).containsExactly("rides");
  }

  @Test
  void givesBackWhatWasClaimedTooMuch() {
    capacities.put("rides", new Billing.Provisioned(1, 1), START);

    capacities.admit(List.of(write("rides", 1)), LATER);
    capacities.settle(write("rides", -1), LATER);

    assertThat(capacities.admit(List.of(write("rides", 1)), LATER)).isEmpty();
  }

  @Test
  void beginsEmptyWhenATableOnDemandBecomesProvisioned() {
    capacities.put("rides", new Billing.Provisioned(1, 1), START);
    capacities.put("rides", new Billing.OnDemand(), LATER);
    capacities.put("rides", new Billing.Provisioned(1, 1), LATER);

    assertThat(capacities.admit(List.of(write("rides", 1)), LATER)).containsExactly("rides");
  }

  @Test
  void keepsWhatHasAccruedWhenCapacityChanges() {
    capacities.put("rides", new Billing.Provisioned(1, 1), START);
    capacities.put("rides", new Billing.Provisioned(1, 5), LATER);

    assertThat(capacities.admit(List.of(write("rides", 1)), LATER)).isEmpty();
  }

  @Test
  void forgetsADeletedTable() {
    capacities.put("rides", new Billing.Provisioned(1, 1), START);

    capacities.remove("rides");

    assertThat(capacities.admit(List.of(write("rides", 1)), START)).isEmpty();
  }

  private static Claim write(String table, double units) {
    return new Claim(table, Direction.WRITE, units);
  }

  private static Claim read(String table, double units) {
    return new Claim(table, Direction.READ, units);
  }
}
