// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The JDK's ahead-of-time caches, https://openjdk.org/jeps/514, one for each way of starting a
/// function: what classes it loads and links is read from a file at the next start.
///
/// A cache is trained in the background by a process that initialises as under SnapStart, so that
/// the function's own priming (`beforeCheckpoint`) loads what a first event needs, restores and is
/// ended before its first event. That holds for functions without SnapStart too. The cache is
/// written beside its place and renamed, so that another local cloud sees it whole or not at all. A
/// cache that the JVM refuses is dropped and trained again. Thread-safe.
final class AotCaches implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AotCaches.class.getName());
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration WRITE_LIMIT = Duration.ofMinutes(1);

  /// A training may fail for once, when its process is killed or AWS calls of its initialisation
  /// fail; one that fails again and again would slow down everything else.
  private static final int MOST_TRAININGS = 3;

  private static final String REFUSAL = "Unable to use AOT cache";
  private static final String REFUSAL_TITLE = "Error occurred during initialization of VM";

  /// The last is about blobs of compiled code whose names differ from one start to the next, which
  /// the JVM then makes anew.
  private static final List<String> QUIET =
      List.of("-Xlog:aot=off", "-Xlog:cds=off", "-Xlog:aot+codecache+stubs=off");

  private final WorkFolder work;
  private final Path folder;
  private final Supplier<String> uniqueNames;
  private final Set<String> trained = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Set<Path> dropped = ConcurrentHashMap.newKeySet();
  private final Set<Thread> trainers = ConcurrentHashMap.newKeySet();
  private final Semaphore turn = new Semaphore(1);
  private volatile boolean closed;

  AotCaches(WorkFolder work, Supplier<String> uniqueNames) {
    this.work = work;
    this.folder = work.resolve("aot");
    this.uniqueNames = uniqueNames;
  }

  /// The cache for these starts, if it has been trained.
  Optional<Path> usable(String fingerprint) {
    var cache = file(fingerprint);
    work.use(cache);
    return Files.exists(cache) ? Optional.of(cache) : Optional.empty();
  }

  /// Ends the use of the cache for these starts.
  void release(String fingerprint, Instant now) {
    work.release(file(fingerprint), now);
  }

  /// The options that use a cache or, when it does not fit, end the process with a line that
  /// [#isRefusal(String)] knows; a silent fallback would keep a useless cache for ever.
  static List<String> useOptions(Path cache) {
    return options("-XX:AOTCache=" + cache, "-XX:AOTMode=on");
  }

  /// Whether a line of output says that the cache was refused.
  static boolean isRefusal(String line) {
    return line.contains(REFUSAL);
  }

  /// Whether a line of output is the JVM's about its cache, not the function's.
  static boolean isOurs(String line) {
    return isRefusal(line) || line.equals(REFUSAL_TITLE);
  }

  void drop(Path cache) {
    if (dropped.add(cache)) {
      LOG.log(System.Logger.Level.WARNING, "AOT cache unusable and dropped file=" + cache);
      delete(cache);
    }
  }

  /// Whether the cache for these starts was refused since the last time this was asked.
  boolean wasDropped(String fingerprint) {
    return dropped.remove(file(fingerprint));
  }

  /// Trains the cache on a thread of its own, once, or a few times if that fails; one training at a
  /// time.
  ///
  /// @param starter starts a process with these options, unless the cache is not wanted any more
  void train(String fingerprint, Function<List<String>, Optional<LiveSandbox>> starter) {
    if (closed || usable(fingerprint).isPresent() || !trained.add(fingerprint)) {
      return;
    }
    var trainer =
        Thread.ofVirtual()
            .name("lambda-aot-training")
            .unstarted(() -> {
              trainInTurn(fingerprint, starter);
              trainers.remove(Thread.currentThread());
            });
    trainers.add(trainer);
    trainer.start();
  }

  /// Ends trainings under way; their processes end with them.
  @Override
  public void close() {
    closed = true;
    trainers.forEach(Thread::interrupt);
    for (var trainer : trainers) {
      try {
        trainer.join(START_LIMIT);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void trainInTurn(
      String fingerprint, Function<List<String>, Optional<LiveSandbox>> starter) {
    try {
      turn.acquire();
      try {
        if (!closed && !trainNow(fingerprint, starter)) {
          failed(fingerprint);
        }
      } finally {
        turn.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | UncheckedIOException e) {
      LOG.log(System.Logger.Level.WARNING, "AOT cache not trained, starts stay slower", e);
    }
  }

  /// Leaves another try to the next start, unless there were enough.
  private void failed(String fingerprint) {
    if (failures.merge(fingerprint, 1, Integer::sum) < MOST_TRAININGS) {
      trained.remove(fingerprint);
    } else if (!closed) {
      LOG.log(System.Logger.Level.WARNING, "AOT cache not trained, starts stay slower");
    }
  }

  /// Returns whether there is a cache now, or nobody wants it any more.
  private boolean trainNow(
      String fingerprint, Function<List<String>, Optional<LiveSandbox>> starter)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var scratch = folder.resolve("." + uniqueNames.get() + ".aot");
    var options = options("-XX:AOTCacheOutput=" + scratch);
    var started = starter.apply(options);
    if (started.isEmpty()) {
      trained.remove(fingerprint);
      return true;
    }
    var live = started.get();
    try {
      live.sandbox().restore();
      if (live.sandbox().awaitReady(START_LIMIT) instanceof Outcome.Answered) {
        live.stopWithin(WRITE_LIMIT);
      }
      if (!Files.exists(scratch) || live.isAlive()) {
        return false;
      }
      Files.move(scratch, file(fingerprint), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } finally {
      live.process().killWithDescendants(); // the JVM writes a cache in a process of its own
      delete(scratch);
      delete(scratch.resolveSibling(scratch.getFileName() + ".config"));
    }
  }

  private static List<String> options(String... own) {
    return Stream.concat(Stream.of(own), QUIET.stream()).toList();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "file not deleted file=" + file, e);
    }
  }

  private Path file(String fingerprint) {
    return folder.resolve(fingerprint + ".aot");
  }
}
