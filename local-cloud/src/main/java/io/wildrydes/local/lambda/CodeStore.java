// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Function packages unpacked into the work folder, one folder per content:
///
/// ```
/// <work>/code/<sha-256>/function.jar   the package; classes load from here
///                       task/          the package unpacked: the task root
///                       task/lib/      its libraries, on the class path in name order
/// ```
///
/// A folder appears whole or not at all, by a rename, so that several local clouds may share it.
final class CodeStore {
  private final WorkFolder work;
  private final Path folder;
  private final Supplier<String> uniqueNames;

  CodeStore(WorkFolder work, Supplier<String> uniqueNames) {
    this.work = work;
    this.folder = work.resolve("code");
    this.uniqueNames = uniqueNames;
  }

  /// The unpacked package; unpacks it when this content has not been seen before.
  Unpacked unpack(Path code) {
    try {
      Files.createDirectories(folder);
      var scratch = Files.createDirectory(folder.resolve(".unpack-" + uniqueNames.get()));
      try {
        return unpack(code, scratch);
      } finally {
        WorkFolder.deleteAll(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(code + " cannot be unpacked into " + folder, e);
    }
  }

  private Unpacked unpack(Path code, Path scratch) throws IOException {
    var jar = code;
    if (Files.isDirectory(code)) {
      jar = scratch.resolve("function.jar");
      zip(code, jar);
    }
    var known = new Unpacked(folder.resolve(sha256(jar)));
    work.use(known.home());
    if (Files.exists(known.home())) {
      return known;
    }
    var whole = Files.createDirectory(scratch.resolve("whole"));
    var copy = Files.copy(jar, whole.resolve("function.jar"));
    var home = folder.resolve(sha256(copy)); // what was copied, should the package have changed
    work.use(home);
    explode(copy, whole.resolve("task"));
    moveInto(whole, home);
    return new Unpacked(home);
  }

  private static void moveInto(Path whole, Path home) throws IOException {
    try {
      Files.move(whole, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.exists(home)) {
        throw e;
      } // else another thread or local cloud was faster, with the same content
    }
  }

  private static void explode(Path jar, Path task) throws IOException {
    Files.createDirectories(task);
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        var file = task.resolve(entry.getName()).normalize();
        if (!file.startsWith(task)) {
          throw new IOException("entry " + entry.getName() + " points outside of the package");
        }
        Files.createDirectories(file.resolveSibling("."));
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /// Zips a folder so that equal content gives equal bytes.
  private static void zip(Path source, Path jar) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(source)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        var name = source.relativize(file).toString().replace(File.separatorChar, '/');
        var entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), newSha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// One unpacked package.
  record Unpacked(Path home) {
    /// Names the content.
    String hash() {
      return home.getFileName().toString();
    }

    Path jar() {
      return home.resolve("function.jar");
    }

    Path taskRoot() {
      return home.resolve("task");
    }

    /// The class path entries in the order in which Lambda's class loader looks: the function's own
    /// classes, then its libraries by name.
    List<Path> classPath() {
      var entries = new ArrayList<Path>();
      entries.add(jar());
      var libraries = taskRoot().resolve("lib");
      if (Files.isDirectory(libraries)) {
        try (var files = Files.list(libraries)) {
          files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(entries::add);
        } catch (IOException e) {
          throw new UncheckedIOException(libraries + " cannot be listed", e);
        }
      }
      return entries;
    }
  }
}
