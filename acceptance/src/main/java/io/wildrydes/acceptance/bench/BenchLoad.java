// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import io.wildrydes.acceptance.bench.BenchRow.Budget;
import io.wildrydes.acceptance.bench.OpenLoop.Load;
import io.wildrydes.acceptance.bench.OpenLoop.Plan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.DoubleAccumulator;

/// The rows of [Bench] about orders at a steady rate, with traces recorded, logs at INFO and
/// written to files. Delivery takes from its queue meanwhile what the partner allows, a hundredth
/// of it, so that the queue grows by the rest. The driver runs in this process and counts as well.
final class BenchLoad {
  private static final int PER_SECOND = 1050;
  private static final int CONNECTIONS = 48;
  private static final int SLOTS = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(25);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String DRIVER = "driver";
  private static final String ORDER = "{\"order_id\":\"order-bench\"}";

  private final Path folder;
  private final Duration duration;
  private final int runs;
  private final List<Double> rates = new ArrayList<>();
  private final List<Double> failed = new ArrayList<>();
  private final List<Double> slowest = new ArrayList<>();
  private final List<Double> lags = new ArrayList<>();
  private final List<Double> processor = new ArrayList<>();
  private final List<Double> memory = new ArrayList<>();
  private final List<Double> endings = new ArrayList<>();
  private final List<Double> floorRates = new ArrayList<>();
  private final List<Double> floorProcessor = new ArrayList<>();

  /// @param folder where log files go
  BenchLoad(Path folder, Duration duration, int runs) {
    this.folder = folder;
    this.duration = duration;
    this.runs = runs;
  }

  List<BenchRow> rows() throws IOException, InterruptedException {
    for (int i = 0; i < runs; i++) {
      measure();
    }
    var notify =
        "POST /notify at %d/s for %d s, --slots %d"
            .formatted(PER_SECOND, duration.toSeconds(), SLOTS);
    return List.of(
        BenchRow.of(notify, "/s", rates)
            .over(Bench.median(floorRates))
            .within(new Budget.AtLeast(1000)),
        BenchRow.of("- failed among them", "", failed).within(new Budget.AtMost(0)),
        BenchRow.of("- answer time, p99, from when it was due", "ms", slowest),
        BenchRow.of("- lag of the driver, p99", "ms", lags),
        BenchRow.of("- processor time of all for one order", "ms", processor)
            .over(Bench.median(floorProcessor)),
        BenchRow.of("- memory of all processes, most", "MB", memory)
            .within(new Budget.AtMost(8000)),
        BenchRow.of("- Ctrl-C until all has ended", "ms", endings));
  }

  private void measure() throws IOException, InterruptedException {
    var cloud =
        BenchCloud.start(
            Path.of("template.yaml"),
            "--slots",
            Integer.toString(SLOTS),
            "--log-dir",
            folder.toString(),
            "--parameter-overrides",
            "StageRateLimit=10000",
            "StageBurstLimit=5000");
    try {
      cloud.awaitQuiet();
      var url = URI.create(cloud.output("NotifyUrl"));
      OpenLoop.run(plan(WARM_UP), "POST", url, ORDER);
      var peak = new Peak(cloud.processes());
      var sampled =
          sample(cloud.processes(), () -> OpenLoop.run(plan(duration), "POST", url, ORDER));
      memory.add(peak.end());
      add(sampled);
      measureFloor(cloud, url);
    } finally {
      long start = System.nanoTime();
      cloud.close();
      endings.add((System.nanoTime() - start) / 1e6);
    }
  }

  private static Plan plan(Duration time) {
    return new Plan(PER_SECOND, Math.toIntExact(PER_SECOND * time.toSeconds()), CONNECTIONS);
  }

  /// The gateway answers a browser's preflight request by itself.
  private void measureFloor(BenchCloud cloud, URI url) throws IOException, InterruptedException {
    OpenLoop.run(Plan.flood(5000, CONNECTIONS), "OPTIONS", url, "");
    floorRates.add(OpenLoop.run(Plan.flood(10_000, CONNECTIONS), "OPTIONS", url, "").okPerSecond());
    var sampled =
        sample(
            cloud.processes(), () -> OpenLoop.run(plan(Duration.ofSeconds(5)), "OPTIONS", url, ""));
    floorProcessor.add(sampled.millisOfAll());
  }

  private void add(Sampled sampled) {
    var load = sampled.load();
    rates.add(load.okPerSecond());
    failed.add((double) load.failed());
    slowest.add(load.answerMillis().p99());
    lags.add(load.lagMillis().p99());
    processor.add(sampled.millisOfAll());
    System.out.println("  " + sampled.text());
    load.errors().forEach(error -> System.out.println("  failed: " + error));
  }

  private static Sampled sample(BenchProcesses processes, Sending sending)
      throws IOException, InterruptedException {
    var before = processorTimes(processes);
    var load = sending.send();
    var after = processorTimes(processes);
    var millis = new TreeMap<String, Double>();
    after.forEach((name, time) -> {
      var used = time.minus(before.getOrDefault(name, Duration.ZERO));
      millis.put(name, used.toNanos() / 1e6 / load.ok());
    });
    return new Sampled(load, millis);
  }

  private static Map<String, Duration> processorTimes(BenchProcesses processes) {
    var times = new TreeMap<>(processes.processorTimes());
    times.put(DRIVER, ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
    return times;
  }

  @FunctionalInterface
  private interface Sending {
    Load send() throws IOException, InterruptedException;
  }

  /// A load and the processor time that each kind of process used for one answer.
  private record Sampled(Load load, Map<String, Double> millis) {
    double millisOfAll() {
      return millis.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    String text() {
      var text = new StringBuilder("processor time for one order, ms:");
      millis.forEach(
          (name, time) -> text.append(String.format(Locale.ROOT, " %s %.2f", name, time)));
      return text.toString();
    }
  }

  /// The most memory that processes hold until asked.
  private static final class Peak {
    private final DoubleAccumulator most = new DoubleAccumulator(Math::max, 0);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final BenchProcesses processes;
    private final Thread thread;

    Peak(BenchProcesses processes) {
      this.processes = processes;
      this.thread = Thread.ofVirtual().name("memory").start(this::look);
    }

    double end() throws InterruptedException {
      ended.set(true);
      thread.join();
      return most.get();
    }

    private void look() {
      try {
        while (!ended.get()) {
          most.accumulate(processes.residentMb());
          Thread.sleep(LOOK);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
