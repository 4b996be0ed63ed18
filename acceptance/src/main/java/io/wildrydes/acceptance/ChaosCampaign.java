// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import io.wildrydes.acceptance.ChaosReportText.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ssm.SsmClient;

/// One campaign from start to report: a local cloud of its own, a partner of its own, orders at a
/// steady rate, trouble meanwhile, and the account at the end. Closing ends everything at once.
final class ChaosCampaign implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String ENDPOINT = "/wild-rydes/delivery/endpoint";

  private final ChaosPlan plan;
  private final Consumer<String> progress;
  private final TroubleTally tally = new TroubleTally();
  private final ChaosPartner partner;
  private final ChaosCloud cloud;
  private final ChaosSender sender;
  private final HeapFillerAgent agent;

  /// Starts partner and local cloud.
  ///
  /// @param classes the folder of local-cloud's jar and its `lib`
  ChaosCampaign(ChaosPlan plan, Path classes, Consumer<String> progress)
      throws IOException, InterruptedException {
    this.plan = plan;
    this.progress = progress;
    removeEarlier(plan.folder());
    Files.createDirectories(plan.folder());
    var clock = InstantSource.system();
    partner = new ChaosPartner(tally, clock, plan.seed() + 2);
    cloud = new ChaosCloud(plan, classes, tally);
    sender = new ChaosSender(plan, () -> cloud.notifyUrl(), clock);
    agent = new HeapFillerAgent(plan.folder());
  }

  /// Files outside the campaign's folder or in it that are gone once the campaign is closed.
  List<Path> temporaryFiles() {
    return agent.files();
  }

  /// All that is known of one order: what its sender got, the partner's calls, the log lines.
  List<String> everythingAbout(String correlationId) throws IOException {
    var known = new ArrayList<String>();
    sender.sent().stream()
        .filter(order -> order.orderId().equals(correlationId))
        .forEach(order -> known.add(order.toString()));
    partner.ledger().of(correlationId).forEach(call -> known.add(call.toString()));
    known.addAll(new ChaosHarm(cloud.logs()).about(correlationId));
    return known;
  }

  /// Runs the campaign; afterwards the local cloud is stopped.
  Result run() throws IOException, InterruptedException {
    point();
    var start = Instant.now();
    sendUnderTrouble();
    var sent = Instant.now();
    var dead = drain();
    var rested = Instant.now();
    cloud.stop();
    var unanswered = sender.sent().stream().filter(order -> !order.isAnswered()).count();
    tally.harmed(Trouble.CLOUD_STOP, (int) unanswered);
    new ChaosHarm(cloud.logs()).count(tally);
    var faults = new ArrayList<>(cloud.problems());
    tally.harmless().forEach(trouble -> faults.add("no harm was done by: " + trouble.deed()));
    var report = ChaosReport.of(sender.sent(), partner.ledger(), dead, faults);
    var times = new Times(Duration.between(start, sent), Duration.between(sent, rested));
    return new Result(report, new ChaosReportText(plan, report, tally, times).text(cloud.logs()));
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
    var troubles =
        new ChaosTroubles(new ChaosTroubles.Sites(plan, cloud, partner, tally), agent, progress);
    try (var tracks = Executors.newVirtualThreadPerTaskExecutor()) {
      var both =
          List.of(
              tracks.submit(track(() -> troubles.troubleProcesses(sending::get))),
              tracks.submit(track(() -> troubles.troublePartner(sending::get))));
      sender.run(() -> !both.stream().allMatch(Future::isDone), () -> sending.set(false));
      for (var track : both) {
        track.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("trouble could not be made: " + e.getCause(), e.getCause());
    }
    tally.did(Trouble.PARTNER_REFUSING);
  }

  private static Callable<Boolean> track(Step step) {
    return () -> {
      step.run();
      return true;
    };
  }

  /// Waits until every accepted order is delivered or dead, at most until the limit.
  ///
  /// @return the correlation ids in dead-letter queues
  private Set<String> drain() throws InterruptedException {
    var limit = Instant.now().plus(plan.drainLimit());
    var accepted = OrderReport.accepted(sender.sent());
    Set<String> dead = new HashSet<>();
    try (var queues = Queues.of(cloud.aws(), cloud.outputs())) {
      while (true) {
        int waiting = queues.backlog();
        var open = new HashSet<>(accepted);
        open.removeAll(partner.ledger().delivered());
        if (waiting == 0) {
          dead = queues.deadCorrelationIds();
          open.removeAll(dead);
        }
        if ((waiting == 0 && open.isEmpty()) || Instant.now().isAfter(limit)) {
          return dead;
        }
        progress.accept(
            "draining: %d in the queue, %d accepted orders open".formatted(waiting, open.size()));
        Thread.sleep(LOOK);
      }
    }
  }

  /// Something that takes a while and may fail.
  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  /// How it ended.
  record Result(ChaosReport report, String text) {}
}
