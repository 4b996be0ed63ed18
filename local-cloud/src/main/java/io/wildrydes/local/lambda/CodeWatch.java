// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/// Notices that functions' code has changed, and when it is fit to be loaded: Maven deletes a jar,
/// writes it piece by piece and may write it twice in one build. Looks at size and time of
/// modification, because a folder that is deleted and made anew ends whoever listens to its
/// changes. One thread.
final class CodeWatch {
  private final Map<Path, Watched> watched = new LinkedHashMap<>();

  /// Takes what is there now as loaded.
  CodeWatch(Collection<Path> codes) {
    codes.forEach(code -> watched.put(code, new Watched(stamp(code))));
  }

  /// The code that differs from what was loaded, rests since the last look and is whole.
  List<Path> settled() {
    return watched.entrySet().stream()
        .filter(entry -> entry.getValue().isSettled(stamp(entry.getKey())))
        .map(Map.Entry::getKey)
        .filter(CodeWatch::isWhole)
        .toList();
  }

  /// Notes that what was last looked at is loaded.
  void loaded(Path code) {
    var state = watched.get(code);
    if (state != null) {
      state.loaded = state.seen;
    }
  }

  /// Whether a package can be opened: its table of contents is what is written last.
  private static boolean isWhole(Path code) {
    if (Files.isDirectory(code)) {
      return true;
    }
    try (var zip = new ZipFile(code.toFile())) {
      return zip.size() > 0;
    } catch (IOException _) {
      return false;
    }
  }

  /// What a package looks like from outside; empty while there is none.
  private static Optional<Stamp> stamp(Path code) {
    try (var files = Files.walk(code)) {
      return Optional.of(
              files.filter(Files::isRegularFile).map(Stamp::of).reduce(Stamp.NONE, Stamp::plus))
          .filter(stamp -> stamp.files() > 0);
    } catch (IOException | UncheckedIOException _) {
      return Optional.empty(); // deleted, perhaps just now
    }
  }

  private static final class Watched {
    Optional<Stamp> loaded;
    Optional<Stamp> seen;

    Watched(Optional<Stamp> loaded) {
      this.loaded = loaded;
      this.seen = loaded;
    }

    boolean isSettled(Optional<Stamp> now) {
      boolean rests = now.equals(seen);
      seen = now;
      return rests && now.isPresent() && !now.equals(loaded);
    }
  }

  private record Stamp(int files, long bytes, long newestNanos) {
    static final Stamp NONE = new Stamp(0, 0, Long.MIN_VALUE);

    static Stamp of(Path file) {
      try {
        var modified = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        return new Stamp(1, Files.size(file), modified);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Stamp plus(Stamp other) {
      return new Stamp(
          files + other.files, bytes + other.bytes, Math.max(newestNanos, other.newestNanos));
    }
  }
}
