// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import io.wildrydes.acceptance.FunctionProcesses;
import io.wildrydes.acceptance.chaos.Partner.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Makes trouble for orders in two tracks side by side, one for processes and one for the partner,
/// in an order that the seed decides. Each kind comes at least once, however short the campaign.
final class Troubles {
  private static final String DELIVERY = "io.wildrydes.delivery.DeliveryHandler";
  private static final String NOTIFICATION = "io.wildrydes.notification.NotificationHandler";

  /// How long a busy machine may take to do what is waited for.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int LOOKS = 20;
  private static final int LOOK_MILLIS = 500;
  private static final List<Trouble> TO_PROCESSES =
      List.of(
          Trouble.KILL,
          Trouble.KILL,
          Trouble.INIT_EXIT,
          Trouble.HANG,
          Trouble.OUT_OF_MEMORY,
          Trouble.CLOUD_STOP);
  private static final List<Behaviour> OF_PARTNER =
      List.of(
          Behaviour.DOWN, Behaviour.SLOW, Behaviour.THROTTLING, Behaviour.GARBAGE, Behaviour.RESET);

  private final Sites sites;
  private final HeapFillerAgent agent;
  private final Consumer<String> progress;
  private final InstantSource clock = InstantSource.system();

  Troubles(Sites sites, HeapFillerAgent agent, Consumer<String> progress) {
    this.sites = sites;
    this.agent = agent;
    this.progress = progress;
  }

  /// Troubles processes and the local cloud itself until sending is over and all kinds have come.
  void troubleProcesses(BooleanSupplier sending) throws IOException, InterruptedException {
    var random = new Random(sites.plan().seed());
    do {
      for (var trouble : Sites.shuffled(TO_PROCESSES, random)) {
        Thread.sleep(sites.plan().pause());
        if (trouble == Trouble.CLOUD_STOP) {
          sites.cloud().whileItStays(() -> make(trouble)); // or the invocation would be over
        } else {
          make(trouble);
        }
      }
    } while (sending.getAsBoolean());
  }

  /// Lets the partner misbehave in turns, with good times between, and leaves it well.
  void troublePartner(BooleanSupplier sending) throws IOException, InterruptedException {
    var random = new Random(sites.plan().seed() + 1);
    try {
      do {
        for (var behaviour : Sites.shuffled(OF_PARTNER, random)) {
          Thread.sleep(sites.plan().pause());
          misbehave(behaviour);
        }
      } while (sending.getAsBoolean());
    } finally {
      sites.partner().behave(Behaviour.WELL);
    }
  }

  /// For a while, and until it has been felt: a busy machine may be slow to call.
  private void misbehave(Behaviour behaviour) throws IOException, InterruptedException {
    var trouble = Trouble.valueOf("PARTNER_" + behaviour);
    var before = sites.felt(trouble);
    var limit = clock.instant().plus(PATIENCE);
    progress.accept("partner " + behaviour);
    sites.tally().did(trouble);
    sites.partner().behave(behaviour);
    do {
      Thread.sleep(sites.plan().pause());
    } while (sites.felt(trouble) == before && clock.instant().isBefore(limit));
    sites.partner().behave(Behaviour.WELL);
  }

  /// Strikes while Delivery calls the partner, which is in the middle of an invocation.
  private void make(Trouble trouble) throws IOException, InterruptedException {
    var caller = caller();
    if (caller.isEmpty()) {
      progress.accept(trouble + " was not made, Delivery does not call");
      return;
    }
    progress.accept(trouble.toString());
    sites.tally().did(trouble);
    switch (trouble) {
      case KILL -> {
        caller.get().destroyForcibly();
        processes().of(NOTIFICATION).stream().findFirst().ifPresent(ProcessHandle::destroyForcibly);
      }
      case HANG -> hang(caller.get());
      case INIT_EXIT -> {
        processes().of(DELIVERY).forEach(ProcessHandle::destroyForcibly);
        processes().next(DELIVERY, PATIENCE).ifPresent(ProcessHandle::destroyForcibly);
      }
      case OUT_OF_MEMORY -> exhaust(caller.get());
      case CLOUD_STOP -> sites.cloud().restart();
      default -> throw new IllegalArgumentException(trouble + " is not made to processes");
    }
  }

  /// Stops a process and lets the platform notice: whatever strikes next could end it first.
  private void hang(ProcessHandle victim) throws IOException, InterruptedException {
    var limit = clock.instant().plus(PATIENCE);
    long before = sites.felt(Trouble.HANG);
    FunctionProcesses.signal(victim, "STOP");
    while (sites.felt(Trouble.HANG) == before && clock.instant().isBefore(limit)) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /// Fills the heaps of one process after another until one of them says so: a busy machine may not
  /// let us in before the process has ended.
  private void exhaust(ProcessHandle first) throws IOException, InterruptedException {
    var limit = clock.instant().plus(PATIENCE);
    long before = sites.felt(Trouble.OUT_OF_MEMORY);
    var victim = Optional.of(first);
    while (victim.isPresent() && clock.instant().isBefore(limit)) {
      agent.fill(victim.get());
      for (int look = 0; look < LOOKS; look++) {
        if (sites.felt(Trouble.OUT_OF_MEMORY) > before) {
          return;
        }
        Thread.sleep(LOOK_MILLIS);
      }
      victim = caller();
    }
  }

  /// The process that has just called the partner and is kept waiting. A busy machine may find it
  /// too late, when the call has been given up.
  private Optional<ProcessHandle> caller() throws IOException, InterruptedException {
    var limit = clock.instant().plus(PATIENCE);
    var caller = Optional.<ProcessHandle>empty();
    while (caller.isEmpty() && clock.instant().isBefore(limit)) {
      var port = sites.partner().holdNext(PATIENCE);
      caller = port.isPresent() ? processes().withPort(port.get()) : Optional.empty();
    }
    return caller;
  }

  private FunctionProcesses processes() {
    return sites.processes(clock);
  }
}
