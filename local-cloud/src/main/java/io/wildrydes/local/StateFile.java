// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The file in which a stack's state lies while no local cloud runs it. One process at a time may
/// have it.
///
/// ```
/// STACK.state.json    what the last orderly stop wrote; the next start takes it
/// STACK.taken.json    what a start has taken, until the next orderly stop
/// STACK.lock          held while a local cloud runs
/// ```
///
/// A file is written beside its place, forced to the disk and renamed, so that there is always a
/// whole one or none.
final class StateFile implements AutoCloseable {
  private final Path file;
  private final Path taken;
  private final Path lockFile;
  private final FileChannel lock;

  private StateFile(Path folder, String stack, FileChannel lock) {
    this.file = folder.resolve(stack + ".state.json");
    this.taken = folder.resolve(stack + ".taken.json");
    this.lockFile = lockFile(folder, stack);
    this.lock = lock;
  }

  /// Takes possession of a stack's file; the folder is made when there is none.
  ///
  /// @throws IllegalArgumentException when the folder cannot be written, or another local cloud has
  ///   the file
  static StateFile open(Path folder, String stack) {
    try {
      Files.createDirectories(folder);
      var lock = FileChannel.open(lockFile(folder, stack), CREATE, WRITE);
      if (!isLocked(lock)) {
        lock.close();
        throw new IllegalArgumentException(
            "another local cloud keeps the state of stack %s in %s; stop it or name another folder"
                .formatted(stack, folder));
      }
      return new StateFile(folder, stack, lock);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "state folder %s cannot be written; name another one".formatted(folder), e);
    }
  }

  Path path() {
    return file;
  }

  /// What an earlier start has taken and no orderly stop has replaced: that local cloud was killed.
  Optional<Path> abandoned() {
    return Files.exists(taken) ? Optional.of(taken) : Optional.empty();
  }

  /// What the last orderly stop wrote.
  Optional<String> read() throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  /// Puts the file aside, so that no start takes it twice.
  void take() {
    try {
      if (Files.exists(file)) {
        Files.move(file, taken, ATOMIC_MOVE, REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("state file " + file + " could not be put aside", e);
    }
  }

  void write(String text) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    try (var channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
    Files.deleteIfExists(taken);
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      Files.deleteIfExists(lockFile);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // held by this very process
    }
  }

  private static Path lockFile(Path folder, String stack) {
    return folder.resolve(stack + ".lock");
  }
}
