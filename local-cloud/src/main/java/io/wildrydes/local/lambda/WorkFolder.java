// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The folder that keeps unpacked functions and AOT caches between runs. Several local clouds may
/// share it; each notes what it uses before it looks whether that is there:
///
/// ```
/// <work>/code/<sha-256>/      an unpacked package       (CodeStore)
///        aot/<sha-256>.aot    a cache                   (AotCaches)
///        users/<pid>-<id>     a local cloud's start, and what it uses, one line each
///        lock                 held while users or entries change
/// ```
///
/// An entry that no running local cloud uses goes when it was not used for a week, or when there
/// are many newer ones. Its time of modification says when it was last used. Thread-safe by its own
/// monitor.
final class WorkFolder {
  static final Duration KEPT = Duration.ofDays(7);
  static final int MOST_UNUSED = 24;

  /// Nobody unpacks or trains for that long; what is left over is from a process that was killed.
  private static final Duration SCRATCH_KEPT = Duration.ofDays(1);

  private static final Pattern USER = Pattern.compile("\\d{1,19}-.+");
  private static final long RETRY_NANOS = 1_000_000;

  private final Path folder;
  private final Supplier<String> uniqueNames;
  private final Path user;
  private final Set<Path> used = new LinkedHashSet<>();

  WorkFolder(Path folder, Supplier<String> uniqueNames) {
    this.folder = folder.toAbsolutePath().normalize();
    this.uniqueNames = uniqueNames;
    this.user =
        this.folder
            .resolve("users")
            .resolve(ProcessHandle.current().pid() + "-" + uniqueNames.get());
  }

  /// A part of the folder.
  Path resolve(String name) {
    return folder.resolve(name);
  }

  /// Notes that an entry is used from now on until it is released, whether it is there yet or not.
  ///
  /// @throws UncheckedIOException when the folder cannot be written
  synchronized void use(Path entry) {
    if (used.contains(entry)) {
      return;
    }
    try (var _ = lock()) {
      used.add(entry);
      note();
    } catch (IOException e) {
      used.remove(entry);
      throw new UncheckedIOException(folder + " cannot be written", e);
    }
  }

  /// Ends the use of an entry. What still runs from it has time until many newer ones are unused,
  /// too.
  synchronized void release(Path entry, Instant now) {
    if (!used.remove(entry)) {
      return;
    }
    try (var _ = lock()) {
      touch(entry, now);
      note();
    } catch (IOException _) {
      // it stays noted as used until we end
    }
  }

  /// Deletes what nobody uses and is old or beyond the number that is kept; what is used counts as
  /// last used now.
  synchronized void prune(Instant now) throws IOException {
    for (var pruned : takeOut(now)) {
      deleteAll(pruned);
    }
  }

  /// Ends the use of all entries; they count as last used now.
  synchronized void release(Instant now) {
    try (var _ = lock()) {
      for (var entry : used) {
        touch(entry, now);
      }
      used.clear();
      Files.deleteIfExists(user);
    } catch (IOException _) {
      // whoever prunes next sees that our process has ended
    }
  }

  private void note() throws IOException {
    Files.createDirectories(user.resolveSibling("."));
    var lines = new ArrayList<String>();
    lines.add(startOf(ProcessHandle.current()));
    used.forEach(entry -> lines.add(folder.relativize(entry).toString()));
    Files.write(user, lines);
  }

  private static void touch(Path entry, Instant now) throws IOException {
    if (Files.exists(entry)) {
      Files.setLastModifiedTime(entry, FileTime.from(now));
    }
  }

  /// Renames what is to go, so that the deleting itself holds nobody up.
  private List<Path> takeOut(Instant now) throws IOException {
    var pruned = new ArrayList<Path>();
    try (var _ = lock()) {
      var inUse = inUse();
      for (var kind : List.of(folder.resolve("code"), folder.resolve("aot"))) {
        for (var entry : unused(kind, inUse, now)) {
          var out = kind.resolve(".pruned-" + uniqueNames.get());
          Files.move(entry, out);
          pruned.add(out);
        }
      }
    }
    return pruned;
  }

  private List<Path> unused(Path kind, Set<Path> inUse, Instant now) throws IOException {
    var candidates = new ArrayList<Path>();
    var scratch = new ArrayList<Path>();
    for (var entry : list(kind)) {
      if (inUse.contains(entry)) {
        touch(entry, now);
      } else if (!entry.getFileName().toString().startsWith(".")) {
        candidates.add(entry);
      } else if (modified(entry).isBefore(now.minus(SCRATCH_KEPT))) {
        scratch.add(entry);
      }
    }
    candidates.sort(Comparator.comparing(WorkFolder::modified).reversed());
    for (int i = 0; i < candidates.size(); i++) {
      var entry = candidates.get(i);
      if (i >= MOST_UNUSED || modified(entry).isBefore(now.minus(KEPT))) {
        scratch.add(entry);
      }
    }
    return scratch;
  }

  /// What running local clouds use; forgets those that have ended.
  private Set<Path> inUse() throws IOException {
    var entries = new HashSet<Path>();
    for (var other : list(folder.resolve("users"))) {
      if (!USER.matcher(other.getFileName().toString()).matches()) {
        continue; // not ours
      }
      var lines = Files.readAllLines(other);
      if (isRunning(other, lines)) {
        lines.stream().skip(1).map(folder::resolve).forEach(entries::add);
      } else {
        Files.delete(other);
      }
    }
    return entries;
  }

  private static boolean isRunning(Path user, List<String> lines) {
    var name = user.getFileName().toString();
    var process = ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf('-'))));
    return !lines.isEmpty() && process.filter(p -> startOf(p).equals(lines.getFirst())).isPresent();
  }

  /// Tells a process from a later one of the same number.
  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private Closing lock() throws IOException {
    Files.createDirectories(folder);
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      while (!isLocked(channel)) {
        LockSupport.parkNanos(RETRY_NANOS); // another local cloud in this JVM has it for a moment
      }
      return channel::close; // which ends the lock
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      channel.lock();
      return true;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  private static List<Path> list(Path place) throws IOException {
    try (var entries = Files.list(place)) {
      return entries.toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  private static Instant modified(Path entry) {
    try {
      return Files.getLastModifiedTime(entry).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void deleteAll(Path entry) throws IOException {
    try (var files = Files.walk(entry)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private interface Closing extends AutoCloseable {
    @Override
    void close() throws IOException;
  }
}
