// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder that lives as long as a part of one local cloud's run, and is deleted by whoever comes
/// next when that run was killed.
///
/// ```
/// <parent>/wild-rydes-tables-<pid>-<start of the process>-<id>/lock   held while it is in use
/// ```
///
/// The lock decides, not the process: containers that share a parent do not see each other's. Only
/// those of this very process are told by their name, because to close a file a second time would
/// end its lock.
final class ScratchFolder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ScratchFolder.class.getName());
  private static final String PREFIX = "wild-rydes-tables-";
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;

  private ScratchFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Makes a folder in this one, after deleting there, as far as that goes, what our user's local
  /// clouds have left behind.
  static ScratchFolder in(Path parent, String uniqueName) throws IOException {
    Files.createDirectories(parent);
    var name = ownPrefix() + uniqueName;
    var made = Files.createDirectory(parent.resolve("." + name));
    tidy(parent, made);
    var lock = FileChannel.open(made.resolve(LOCK), CREATE_NEW, WRITE);
    try {
      lock.lock();
      // has the name that others look for only now that it is locked
      return new ScratchFolder(Files.move(made, parent.resolve(name), ATOMIC_MOVE), lock);
    } catch (IOException e) {
      try (lock) {
        delete(made);
      }
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /// Deletes the folder; what cannot be deleted is left to the next start.
  @Override
  public void close() {
    try (lock) {
      delete(path);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "folder left behind path=" + path, e);
    }
  }

  private static String ownPrefix() {
    var process = ProcessHandle.current();
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return PREFIX + process.pid() + "-" + start + "-";
  }

  private static void tidy(Path parent, Path own) {
    try {
      var owner = Files.getOwner(own);
      for (var other : list(parent)) {
        var name = other.getFileName().toString();
        if (name.startsWith(PREFIX) && !name.startsWith(ownPrefix())) {
          tidy(other, owner);
        }
      }
    } catch (IOException _) {
      // who cannot tidy up can still start
    }
  }

  private static void tidy(Path other, UserPrincipal owner) {
    try {
      if (Files.getOwner(other, NOFOLLOW_LINKS).equals(owner)) {
        deleteUnlessLocked(other);
      }
    } catch (IOException | OverlappingFileLockException _) {
      // another start deletes it at the moment, or the next one will
    }
  }

  /// A folder without a lock is one that somebody is about to have deleted.
  private static void deleteUnlessLocked(Path folder) throws IOException {
    try (var lock = FileChannel.open(folder.resolve(LOCK), WRITE, NOFOLLOW_LINKS)) {
      if (lock.tryLock() != null) {
        delete(folder);
      }
    }
  }

  /// The lock goes last, so that a half deleted folder is still known for one.
  private static void delete(Path folder) throws IOException {
    for (var inside : list(folder)) {
      if (!inside.getFileName().toString().equals(LOCK)) {
        Files.walkFileTree(inside, new Deletion());
      }
    }
    Files.deleteIfExists(folder.resolve(LOCK));
    Files.deleteIfExists(folder);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.toList();
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Deletes what it meets; what is gone already does not matter.
  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
