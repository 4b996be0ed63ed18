// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import io.wildrydes.acceptance.LogFolder;
import io.wildrydes.acceptance.LogLine;
import io.wildrydes.acceptance.Queues;
import io.wildrydes.acceptance.orders.Journeys;
import io.wildrydes.acceptance.orders.OrderReport;
import io.wildrydes.acceptance.orders.Sent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// Follows a run until all its orders are at rest: reads what the functions have logged since the
/// last look, and takes samples of what no log tells.
///
/// At rest means: every order is delivered or dead, the queue is empty, and no delivered order has
/// a failed invocation for its last, which Lambda would try again.
final class FlowWatch {
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int LOOKS_PER_LINE = 6;
  private static final int LINES_FOR_ESTIMATE = 6;
  private static final double MINUTE = 60;

  private final Queues queues;
  private final Files files;
  private final Clock clock;
  private final CountDownLatch stop;
  private final ProcessTree processes = ProcessTree.ofThisProcess();
  private final Journeys journeys = new Journeys();
  private final Deliveries deliveries = new Deliveries();
  private final PartnerLog partner = new PartnerLog();
  private final List<Sample> samples = new ArrayList<>();
  private final List<Integer> openBefore = new ArrayList<>();
  private final CountDownLatch loaded = new CountDownLatch(1);
  private Set<String> dead = Set.of();
  private int deadWhenRead = -1;
  private volatile @Nullable String loadNote;

  /// @param stop counted down when the run is to end early
  FlowWatch(Queues queues, Files files, Clock clock, CountDownLatch stop) {
    this.queues = queues;
    this.files = files;
    this.clock = clock;
    this.stop = stop;
  }

  /// Says that no more orders are sent.
  void loadEnded(String note) {
    loadNote = note;
    loaded.countDown();
  }

  /// Returns when everything is at rest, time is up, or the run is to end early.
  ///
  /// @param drainLimit how long it may take after the load
  /// @return whether everything is at rest
  boolean follow(Duration drainLimit, Consumer<String> console)
      throws IOException, InterruptedException {
    Instant limit = null;
    for (int looks = 0; !stop.await(LOOK.toSeconds(), TimeUnit.SECONDS); looks++) {
      try {
        look();
        if (looks % LOOKS_PER_LINE == 0) {
          console.accept(progress());
        }
        if (limit == null && loaded.getCount() == 0) {
          limit = clock.instant().plus(drainLimit);
          console.accept(String.valueOf(loadNote));
        }
        if (limit != null && isAtRest()) {
          look(); // whatever was written since
          return true;
        }
        if (limit != null && clock.instant().isAfter(limit)) {
          dead = queues.deadCorrelationIds();
          return false;
        }
      } catch (SdkException e) {
        if (stop.getCount() > 0) {
          throw e; // else the local cloud has closed before us
        }
      }
    }
    files.logs().readNew(this::take);
    return false;
  }

  /// All that was seen.
  FlowRun run() throws IOException {
    return new FlowRun(Sent.read(files.ledger()), journeys, deliveries, partner, dead, samples);
  }

  private void look() throws IOException {
    files.logs().readNew(this::take);
    samples.add(
        new Sample(clock.millis(), queues.deliveryQueue(), queues.deadLetters(), processes.now()));
  }

  private void take(LogLine line) {
    journeys.take(line);
    deliveries.take(line);
    partner.take(line);
  }

  private boolean isAtRest() throws IOException {
    var last = samples.getLast();
    if (last.queue().messages() > 0 || !deliveries.running().isEmpty()) {
      return false;
    }
    var open = openOrders();
    if (open.size() > last.dead()) {
      return false;
    }
    if (last.dead() != deadWhenRead) {
      dead = queues.deadCorrelationIds();
      deadWhenRead = last.dead();
    }
    open.removeAll(dead);
    return open.isEmpty();
  }

  /// Orders accepted or published that are not delivered, and delivered ones that will be tried
  /// again.
  private Set<String> openOrders() throws IOException {
    var open = new HashSet<>(OrderReport.accepted(Sent.read(files.ledger())));
    journeys
        .all()
        .forEach((id, journey) -> {
          if (journey.isPublished()) {
            open.add(id);
          }
        });
    var failed = deliveries.lastFailed();
    open.removeIf(id -> journeys.of(id).isDelivered() && !failed.contains(id));
    return open;
  }

  private String progress() {
    var last = samples.getLast();
    int published = 0;
    int delivered = 0;
    for (var journey : journeys.all().values()) {
      published += journey.isPublished() ? 1 : 0;
      delivered += journey.isDelivered() ? 1 : 0;
    }
    int open = Math.max(0, published - delivered - last.dead());
    return String.format(
        Locale.ROOT,
        "%s published %d delivered %d dead %d open %d, queue %d, %d invocations, %.0f MB, load %.1f%s",
        last.at(),
        published,
        delivered,
        last.dead(),
        open,
        last.queue().messages(),
        deliveries.running().size(),
        last.footprint().pssMb(),
        last.footprint().load(),
        estimate(open));
  }

  /// When the load has ended: by how fast open orders have become fewer in the last minutes.
  private String estimate(int open) {
    openBefore.add(open);
    int ago = Math.min(LINES_FOR_ESTIMATE, openBefore.size() - 1);
    int fewer = openBefore.get(openBefore.size() - 1 - ago) - open;
    if (loaded.getCount() > 0 || fewer <= 0) {
      return "";
    }
    double minutes = LOOK.toSeconds() / MINUTE * LOOKS_PER_LINE * ago * open / fewer;
    return String.format(Locale.ROOT, ", about %.0f min more", minutes);
  }

  /// Where the run writes.
  record Files(Path ledger, LogFolder logs) {}
}
