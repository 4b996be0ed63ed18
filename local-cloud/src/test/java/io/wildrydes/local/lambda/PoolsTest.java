// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PoolsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final FunctionVersion RIDE = version("ride", null);
  private static final FunctionVersion PROMO = version("promo", null);
  private static final FunctionVersion SNAPPED =
      new FunctionVersion(function("snapped", null, true), "1");

  private int created;
  private boolean snapshotIsReady;

  @Test
  void reusesTheMostRecentlyUsedEnvironment() {
    var pools = pools(10, 1);
    opened(pools, RIDE);
    opened(pools, RIDE);
    pools.release("ride-1", true, NOW);
    pools.release("ride-2", true, NOW);

    assertThat(pools.place(RIDE, NOW)).isCompletedWithValue(placed("ride-2"));
    assertThat(pools.place(RIDE, NOW)).isCompletedWithValue(placed("ride-1"));
  }

  @Test
  void opensNoMoreThanTwoOfAVersionAtATime() {
    var pools = pools(10, 1);
    pools.place(RIDE, NOW).join();
    pools.place(RIDE, NOW).join();

    var third = pools.place(RIDE, NOW);
    var other = pools.place(PROMO, NOW);

    assertThat(third).isNotDone();
    assertThat(other).isCompletedWithValue(placed("promo-3"));
  }

  @Test
  void servesAWaiterWithTheEnvironmentThatIsFreeFirst() {
    var pools = pools(10, 1);
    pools.place(RIDE, NOW).join();
    pools.place(RIDE, NOW).join();
    var third = pools.place(RIDE, NOW);

    pools.release("ride-1", true, NOW);

    assertThat(third).isCompletedWithValue(placed("ride-1"));
  }

  @Test
  void opensOneForAWaiterWhenAnotherHasOpened() {
    var pools = pools(10, 1);
    pools.place(RIDE, NOW).join();
    pools.place(RIDE, NOW).join();
    var third = pools.place(RIDE, NOW);

    pools.opened("ride-2", NOW);

    assertThat(third).isCompletedWithValue(placed("ride-3"));
  }

  @Test
  void throttlesWhenAllPlacesAreBusy() {
    var pools = pools(1, 1);
    opened(pools, RIDE);

    assertThat(pools.place(PROMO, NOW))
        .isCompletedWithValue(new Pools.Placement.Throttled<>("ConcurrentInvocationLimitExceeded"));
  }

  @Test
  void throttlesWhoGivesUpWaitingForABusyEnvironment() {
    var pools = pools(10, 1);
    pools.place(RIDE, NOW).join();
    pools.opened("ride-1", NOW);
    pools.place(RIDE, NOW).join();
    pools.place(RIDE, NOW).join();
    var first = pools.place(RIDE, NOW);
    var second = pools.place(RIDE, NOW);

    pools.giveUp(RIDE, first);
    pools.release("ride-1", true, NOW);

    assertThat(first)
        .isCompletedWithValue(new Pools.Placement.Throttled<>("ConcurrentInvocationLimitExceeded"));
    assertThat(second).isCompletedWithValue(placed("ride-1"));
  }

  @Test
  void keepsWaitingWhoeverWaitsForTheFirstEnvironment() {
    var pools = pools(10, 1);
    pools.place(RIDE, NOW).join();
    pools.place(RIDE, NOW).join();
    var third = pools.place(RIDE, NOW);

    pools.giveUp(RIDE, third);

    assertThat(third).isNotDone();
  }

  @Test
  void givingUpAfterBeingPlacedChangesNothing() {
    var pools = pools(10, 1);
    var placement = pools.place(RIDE, NOW);

    pools.giveUp(RIDE, placement);

    assertThat(placement).isCompletedWithValue(placed("ride-1"));
  }

  @Test
  void endsTheLongestIdleEnvironmentToMakeRoom() {
    var pools = pools(2, 1);
    opened(pools, RIDE);
    opened(pools, RIDE);
    pools.release("ride-2", true, NOW);
    pools.release("ride-1", true, NOW);

    assertThat(pools.place(PROMO, NOW))
        .isCompletedWithValue(new Pools.Placement.Placed<>("promo-3", List.of("ride-2")));
  }

  @Test
  void throttlesBeyondReservedConcurrencyAndCountsReleases() {
    var pools = pools(10, 1);
    var single = version("single", 1);
    opened(pools, single);

    assertThat(pools.place(single, NOW))
        .isCompletedWithValue(
            new Pools.Placement.Throttled<>("ReservedFunctionConcurrentInvocationLimitExceeded"));
    pools.release("single-1", true, NOW);
    assertThat(pools.place(single, NOW)).isCompletedWithValue(placed("single-1"));
  }

  @Test
  void sharesAnEnvironmentUpToItsSlots() {
    var pools = pools(10, 2);

    assertThat(pools.place(RIDE, NOW)).isCompletedWithValue(placed("ride-1"));
    assertThat(pools.place(RIDE, NOW)).isCompletedWithValue(placed("ride-1"));
    assertThat(pools.place(RIDE, NOW)).isCompletedWithValue(placed("ride-2"));
  }

  @Test
  void retiresASharedEnvironmentWhenTheOthersHaveDrained() {
    var pools = pools(10, 2);
    opened(pools, RIDE);
    pools.place(RIDE, NOW).join();

    assertThat(pools.release("ride-1", false, NOW)).isFalse();
    assertThat(pools.place(RIDE, NOW)).isCompletedWithValue(placed("ride-2"));
    assertThat(pools.release("ride-1", true, NOW)).isTrue();
  }

  @Test
  void tiesNobodyToASnapshotInTheMaking() {
    var pools = pools(10, 1);
    snapshotIsReady = true;
    opened(pools, SNAPPED);
    snapshotIsReady = false;
    var second = pools.place(SNAPPED, NOW);
    var third = pools.place(SNAPPED, NOW);

    pools.release("snapped-1", true, NOW);

    assertThat(second).isCompletedWithValue(placed("snapped-1"));
    assertThat(third).isNotDone();

    snapshotIsReady = true;
    pools.serveWaiters(NOW);

    assertThat(third).isCompletedWithValue(placed("snapped-2"));
  }

  @Test
  void looksForNoMoreThanTheFirstOfManyWhoMustWait() {
    var looks = new AtomicInteger();
    var pools = new Pools<String>(10, 1, FunctionVersion::name, _ -> looks.incrementAndGet() < 0);
    for (int i = 0; i < 5; i++) {
      assertThat(pools.place(SNAPPED, NOW)).isNotDone();
    }
    looks.set(0);

    pools.serveWaiters(NOW);

    assertThat(looks).hasValue(1);
  }

  @Test
  void opensOneEnvironmentFromOneSnapshot() {
    var pools = pools(10, 1);
    snapshotIsReady = true;
    pools.place(SNAPPED, NOW).join();

    var second = pools.place(SNAPPED, NOW);

    assertThat(second).isNotDone();
    pools.opened("snapped-1", NOW);
    assertThat(second).isCompletedWithValue(placed("snapped-2"));
  }

  @Test
  void keepsAllVersionsOfADebuggedFunctionWaitingForItsOneEnvironment() {
    var pools = pools(10, 1);
    var latest = version("held", 1).withDebugger();
    var published = new FunctionVersion(latest.function(), "1", true);
    opened(pools, latest);

    var second = pools.place(published, NOW);
    assertThat(second).isNotDone();
    pools.release("held-1", true, NOW);

    assertThat(second).isCompletedWithValue(placed("held-1"));
  }

  @Test
  void opensTheNextEnvironmentOfADebuggedFunctionWhenTheLastIsOver() {
    var pools = pools(10, 1);
    var held = version("held", null).withDebugger();
    opened(pools, held);
    var second = pools.place(held, NOW);

    pools.release("held-1", false, NOW);

    assertThat(second).isCompletedWithValue(placed("held-2"));
  }

  @Test
  void neverLetsGoOfAnEnvironmentThatADebuggerMayBeAttachedTo() {
    var pools = pools(1, 1);
    opened(pools, version("held", null).withDebugger());
    pools.release("held-1", true, NOW);

    assertThat(pools.removeIdleSince(NOW.plusSeconds(60))).isEmpty();
    assertThat(pools.place(PROMO, NOW))
        .isCompletedWithValue(new Pools.Placement.Throttled<>("ConcurrentInvocationLimitExceeded"));
  }

  @Test
  void retiresEnvironmentsOfOldCodeAtOnceOrWhenTheyAreReleased() {
    var pools = pools(10, 1);
    opened(pools, RIDE);
    opened(pools, RIDE);
    opened(pools, PROMO);
    pools.release("ride-1", true, NOW);

    assertThat(pools.retire(List.of(RIDE), NOW)).containsExactly("ride-1");
    assertThat(pools.place(RIDE, NOW)).isCompletedWithValue(placed("ride-4"));
    assertThat(pools.release("ride-2", true, NOW)).isTrue();
    assertThat(pools.release("promo-3", true, NOW)).isFalse();
  }

  @Test
  void letsGoOfEnvironmentsThatAreIdleForLong() {
    var pools = pools(10, 1);
    opened(pools, RIDE);
    opened(pools, RIDE);
    pools.release("ride-1", true, NOW);
    pools.release("ride-2", true, NOW.plusSeconds(60));

    assertThat(pools.removeIdleSince(NOW.plus(Duration.ofSeconds(30)))).containsExactly("ride-1");
  }

  private Pools<String> pools(int max, int slots) {
    return new Pools<>(
        max, slots, version -> version.name() + "-" + ++created, _ -> snapshotIsReady);
  }

  private static void opened(Pools<String> pools, FunctionVersion version) {
    var placed = (Pools.Placement.Placed<String>) pools.place(version, NOW).join();
    pools.opened(placed.environment(), NOW);
  }

  private static Pools.Placement<String> placed(String environment) {
    return new Pools.Placement.Placed<>(environment, List.of());
  }

  private static FunctionVersion version(String name, @Nullable Integer reserved) {
    return new FunctionVersion(function(name, reserved, false), "$LATEST");
  }

  private static FunctionConfig function(
      String name, @Nullable Integer reserved, boolean snapStart) {
    return new FunctionConfig(
        name,
        name,
        "arn:aws:iam::000000000000:role/r",
        new FunctionConfig.Code(Path.of("none.jar"), "a.B"),
        new FunctionConfig.Limits(Duration.ofSeconds(3), 128, reserved),
        new FunctionConfig.Surroundings(Map.of(), "/aws/lambda/" + name, false, snapStart),
        null);
  }
}
