// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import io.wildrydes.acceptance.ChaosPartner.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Makes trouble for a stack in two tracks side by side, one for processes and one for the partner,
/// in an order that the seed decides. Each kind comes at least once, however short the campaign.
final class ChaosTroubles {
  private static final String DELIVERY = "io.wildrydes.delivery.DeliveryHandler";
  private static final String NOTIFICATION = "io.wildrydes.notification.NotificationHandler";
  private static final Duration START_LIMIT = Duration.ofSeconds(10);
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

  private final ChaosPlan plan;
  private final ChaosCloud cloud;
  private final ChaosPartner partner;
  private final TroubleTally tally;
  private final HeapFillerAgent agent;
  private final Consumer<String> progress;

  ChaosTroubles(Sites sites, HeapFillerAgent agent, Consumer<String> progress) {
    this.plan = sites.plan();
    this.cloud = sites.cloud();
    this.partner = sites.partner();
    this.tally = sites.tally();
    this.agent = agent;
    this.progress = progress;
  }

  /// Troubles processes and the local cloud itself until sending is over and all kinds have come.
  void troubleProcesses(BooleanSupplier sending) throws IOException, InterruptedException {
    var random = new Random(plan.seed());
    do {
      for (var trouble : shuffled(TO_PROCESSES, random)) {
        Thread.sleep(plan.pause());
        make(trouble, random);
      }
    } while (sending.getAsBoolean());
  }

  /// Lets the partner misbehave in turns, with good times between, and leaves it well.
  void troublePartner(BooleanSupplier sending) throws IOException, InterruptedException {
    var random = new Random(plan.seed() + 1);
    try {
      do {
        for (var behaviour : shuffled(OF_PARTNER, random)) {
          Thread.sleep(plan.pause());
          progress.accept("partner " + behaviour);
          tally.did(Trouble.valueOf("PARTNER_" + behaviour));
          partner.behave(behaviour);
          Thread.sleep(plan.pause());
          partner.behave(Behaviour.WELL);
        }
      } while (sending.getAsBoolean());
    } finally {
      partner.behave(Behaviour.WELL);
    }
  }

  private void make(Trouble trouble, Random random) throws IOException, InterruptedException {
    var handler = random.nextInt(3) == 0 ? NOTIFICATION : DELIVERY;
    progress.accept(trouble + (trouble == Trouble.CLOUD_STOP ? "" : " " + handler));
    tally.did(trouble);
    switch (trouble) {
      case KILL -> victims(handler).forEach(ProcessHandle::destroyForcibly);
      case HANG -> {
        for (var victim : victims(DELIVERY)) {
          FunctionProcesses.signal(victim, "STOP");
        }
      }
      case INIT_EXIT -> exitAtInit(DELIVERY);
      case OUT_OF_MEMORY -> {
        var victims = victims(DELIVERY);
        victims.subList(0, Math.min(1, victims.size())).forEach(agent::fill);
      }
      case CLOUD_STOP -> cloud.restart();
      default -> throw new IllegalArgumentException(trouble + " is not made to processes");
    }
  }

  /// Ends those that serve invocations, so that new ones must start, and one of these in its start.
  private void exitAtInit(String handler) throws InterruptedException {
    victims(handler).forEach(ProcessHandle::destroyForcibly);
    processes().next(handler, START_LIMIT).ifPresent(ProcessHandle::destroyForcibly);
  }

  private List<ProcessHandle> victims(String handler) {
    return processes().of(handler);
  }

  private FunctionProcesses processes() {
    return new FunctionProcesses(cloud.process(), InstantSource.system());
  }

  private static <T> List<T> shuffled(List<T> kinds, Random random) {
    var order = new ArrayList<>(kinds);
    Collections.shuffle(order, random);
    return order;
  }

  /// What is troubled and where it is counted.
  record Sites(ChaosPlan plan, ChaosCloud cloud, ChaosPartner partner, TroubleTally tally) {}
}
