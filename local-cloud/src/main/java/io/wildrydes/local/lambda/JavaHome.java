// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The JDK that runs functions, as its `release` file describes it.
///
/// @param os such as `Linux`
/// @param arch such as `x86_64` or `aarch64`
/// @param libc `gnu` or `musl`
/// @param version the exact build; AOT caches are bound to it
record JavaHome(String os, String arch, String libc, String version) {

  /// Reads the JDK that the `java` executable belongs to.
  static JavaHome of(Path javaExecutable) {
    try {
      var home = javaExecutable.toRealPath().resolveSibling("..").normalize();
      var release = release(home.resolve("release"));
      return new JavaHome(
          release.getOrDefault("OS_NAME", ""),
          release.getOrDefault("OS_ARCH", ""),
          release.getOrDefault("LIBC", "gnu"),
          release.getOrDefault("JAVA_RUNTIME_VERSION", release.getOrDefault("JAVA_VERSION", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(
          javaExecutable + " is not the java of a JDK; it has no readable release file", e);
    }
  }

  /// The entry of the runtime client's jar that holds its native library for this platform.
  String nativeLibrary() {
    var system = libc.equals("musl") ? "linux_musl" : "linux";
    var processor = arch.equals("aarch64") ? "aarch_64" : arch;
    return "jni/libaws-lambda-jni.%s-%s.so".formatted(system, processor);
  }

  private static Map<String, String> release(Path file) throws IOException {
    var values = new HashMap<String, String>();
    for (var line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
      }
    }
    return values;
  }
}
