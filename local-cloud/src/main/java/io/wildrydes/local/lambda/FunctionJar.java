// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/// What a function's package holds, without unpacking it.
final class FunctionJar {
  private FunctionJar() {}

  /// Whether the package, a zip or a folder, holds the class, at its top or in one of `lib/*.jar`.
  static boolean holds(Path code, String className) throws IOException {
    var entry = className.replace('.', '/') + ".class";
    return Files.isDirectory(code) ? folderHolds(code, entry) : zipHolds(code, entry);
  }

  private static boolean folderHolds(Path folder, String entry) throws IOException {
    if (Files.exists(folder.resolve(entry))) {
      return true;
    }
    if (!Files.isDirectory(folder.resolve("lib"))) {
      return false;
    }
    try (var jars = Files.newDirectoryStream(folder.resolve("lib"), "*.jar")) {
      for (var jar : jars) {
        try (var zip = new ZipFile(jar.toFile())) {
          if (zip.getEntry(entry) != null) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean zipHolds(Path file, String entry) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      if (zip.getEntry(entry) != null) {
        return true;
      }
      for (var library : zip.stream().filter(e -> isLibrary(e.getName())).toList()) {
        try (var in = zip.getInputStream(library)) {
          if (streamHolds(in, entry)) {
            return true;
          }
        }
      }
      return false;
    }
  }

  static boolean isLibrary(String entryName) {
    return entryName.startsWith("lib/") && entryName.endsWith(".jar");
  }

  private static boolean streamHolds(InputStream jar, String entry) throws IOException {
    var zip = new ZipInputStream(jar);
    for (var found = zip.getNextEntry(); found != null; found = zip.getNextEntry()) {
      if (found.getName().equals(entry)) {
        return true;
      }
    }
    return false;
  }
}
