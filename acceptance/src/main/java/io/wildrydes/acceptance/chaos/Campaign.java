// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import io.wildrydes.acceptance.LogFolder;
import io.wildrydes.acceptance.Queues;
import io.wildrydes.acceptance.chaos.CampaignText.Times;
import io.wildrydes.acceptance.orders.OrderReport;
import io.wildrydes.acceptance.rides.RideReport;
import io.wildrydes.acceptance.rides.RideStore;
import io.wildrydes.acceptance.rides.RideTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ssm.SsmClient;

/// One campaign from start to report: a local cloud of its own, a partner of its own, orders and
/// rides at a steady rate, trouble meanwhile, and the account at the end. Closing ends everything
/// at once.
final class Campaign implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String ENDPOINT = "/wild-rydes/delivery/endpoint";

  /// More than any campaign uses up.
  private static final long AMPLE_UNITS = 1000;

  private final CampaignPlan plan;
  private final Consumer<String> progress;
  private final TroubleTally tally = new TroubleTally();
  private final Partner partner;
  private final TroubledCloud cloud;
  private final Sender sender;
  private final HeapFillerAgent agent;

  /// Opens what it takes; the local cloud is started by [#run], so that it never runs before
  /// somebody can close this.
  ///
  /// @param jars the folder of local-cloud's jar and its `lib`
  Campaign(CampaignPlan plan, Path jars, Consumer<String> progress) throws IOException {
    this.plan = plan;
    this.progress = progress;
    removeEarlier(plan.folder());
    Files.createDirectories(plan.folder());
    var clock = InstantSource.system();
    agent = new HeapFillerAgent(plan.folder());
    try {
      partner = new Partner(tally, clock, plan.seed() + 2);
    } catch (IOException e) {
      agent.close();
      throw e;
    }
    cloud = new TroubledCloud(plan, jars, tally);
    sender = new Sender(plan, new Sender.Targets(cloud::notifyUrl, cloud::rideUrl), clock);
  }

  /// Files outside the campaign's folder or in it that are gone once the campaign is closed.
  List<Path> temporaryFiles() {
    return agent.files();
  }

  /// All that is known of one order or ride: what its sender got, the partner's calls, the log
  /// lines.
  List<String> everythingAbout(String correlationId) throws IOException {
    var known = new ArrayList<String>();
    sender.orders().stream()
        .filter(order -> order.orderId().equals(correlationId))
        .forEach(order -> known.add(order.toString()));
    sender.rides().stream()
        .filter(ride -> ride.correlationId().filter(correlationId::equals).isPresent())
        .forEach(ride -> known.add(ride.toString()));
    partner.ledger().of(correlationId).forEach(call -> known.add(call.toString()));
    known.addAll(new Harm(cloud.logs()).about(correlationId));
    return known;
  }

  /// Runs the campaign; afterwards the local cloud is stopped.
  Result run() throws IOException, InterruptedException {
    cloud.start();
    point();
    var start = Instant.now();
    sendUnderTrouble();
    var sent = Instant.now();
    var places = drain();
    var rested = Instant.now();
    cloud.stop();
    var unanswered = sender.orders().stream().filter(order -> !order.isAnswered()).count();
    tally.harmed(Trouble.CLOUD_STOP, (int) unanswered);
    new Harm(cloud.logs()).count(tally);
    var faults = new ArrayList<>(cloud.problems());
    tally.harmless().forEach(trouble -> faults.add("no harm was done by: " + trouble.deed()));
    var rides = CampaignReport.Rides.of(sender.rides(), trail(), places);
    var orders = new CampaignReport.Orders(sender.orders(), partner.ledger(), places.dead());
    var report = CampaignReport.of(orders, rides, faults);
    var times = new Times(Duration.between(start, sent), Duration.between(sent, rested));
    return new Result(report, new CampaignText(plan, report, tally, times).text(cloud.logs()));
  }

  @Override
  public void close() throws IOException {
    sender.close();
    cloud.close();
    partner.close();
    agent.close();
  }

  /// State and logs of an earlier campaign with this seed are not this one's.
  private static void removeEarlier(Path folder) throws IOException {
    for (var name : List.of("state", "logs")) {
      if (Files.exists(folder.resolve(name))) {
        try (var files = Files.walk(folder.resolve(name))) {
          for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  /// Leads Delivery to our partner, as an operator would.
  private void point() {
    try (var ssm = cloud.aws().client(SsmClient.builder())) {
      var endpoint = partner.endpoint().toString();
      ssm.putParameter(put -> put.name(ENDPOINT).value(endpoint).overwrite(true));
    }
  }

  private void sendUnderTrouble() throws IOException, InterruptedException {
    var sending = new AtomicBoolean(true);
    var sites = new Sites(plan, cloud, partner, tally);
    var troubles = new Troubles(sites, agent, progress);
    var rideTroubles = new RideTroubles(sites, progress);
    try (var tracks = new Tracks()) {
      var all =
          List.of(
              tracks.start(() -> troubles.troubleProcesses(sending::get)),
              tracks.start(() -> troubles.troublePartner(sending::get)),
              tracks.start(() -> rideTroubles.trouble(sending::get)));
      BooleanSupplier isTroubled = () -> !all.stream().allMatch(BooleanSupplier::getAsBoolean);
      tracks.start(() -> sender.run(isTroubled, () -> sending.set(false)));
      tracks.await();
    }
    tally.did(Trouble.PARTNER_REFUSING);
  }

  /// What the functions of all runs say of rides.
  private RideTrail trail() throws IOException {
    var trail = new RideTrail();
    new LogFolder(cloud.logs()).readNew(trail::take);
    return trail;
  }

  /// Gives the table what it needs, and waits until every accepted order is delivered or dead and
  /// every granted ride stored or dead, at most until the limit.
  ///
  /// @return where rides are, and what is in dead-letter queues
  private RideReport.Places drain() throws InterruptedException {
    var limit = Instant.now().plus(plan.drainLimit());
    try (var queues = Queues.of(cloud.aws(), cloud.outputs());
        var store = RideStore.of(cloud.aws(), cloud.outputs())) {
      store.provision(AMPLE_UNITS, AMPLE_UNITS);
      while (true) {
        int waiting = queues.backlog() + store.backlog();
        boolean late = Instant.now().isAfter(limit);
        if (waiting == 0 || late) {
          var places = store.places();
          if (late || isAtRest(places)) {
            return places;
          }
        }
        progress.accept("draining: %d messages in the queues".formatted(waiting));
        Thread.sleep(LOOK);
      }
    }
  }

  private boolean isAtRest(RideReport.Places places) {
    var open = OrderReport.accepted(sender.orders());
    open.removeAll(partner.ledger().delivered());
    open.removeAll(places.dead());
    return open.isEmpty() && places.hold(sender.rides());
  }

  /// How it ended.
  record Result(CampaignReport report, String text) {}
}
