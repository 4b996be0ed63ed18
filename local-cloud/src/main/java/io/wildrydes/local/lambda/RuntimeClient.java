// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.ZipFile;

/// AWS's runtime interface client, ready to start.
///
/// @param nativeLibrary its HTTP client, unpacked once by us: left to itself each process unpacks
///   it to the same file in the temp folder, and processes that start together tear it apart
record RuntimeClient(List<Path> jars, Path nativeLibrary) {
  RuntimeClient {
    jars = List.copyOf(jars);
  }

  /// Whether the client has a native library for the platform.
  static boolean supports(LambdaConfig config, JavaHome home) {
    try (var jar = new ZipFile(config.runtimeClient().getFirst().toFile())) {
      return home.os().equals("Linux") && jar.getEntry(home.nativeLibrary()) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(
          config.runtimeClient().getFirst() + ", which runs functions, cannot be read", e);
    }
  }

  /// Unpacks the native library into the work folder, unless it is there.
  static RuntimeClient unpack(LambdaConfig config, JavaHome home, Supplier<String> uniqueNames) {
    var source = config.runtimeClient().getFirst();
    var folder = config.workFolder().resolve("runtime");
    var name = source.getFileName() + "-" + home.nativeLibrary().replace('/', '-');
    var library = folder.resolve(name);
    try (var jar = new ZipFile(source.toFile())) {
      if (!Files.exists(library)) {
        Files.createDirectories(folder);
        var scratch = folder.resolve("." + uniqueNames.get());
        try (var in = jar.getInputStream(jar.getEntry(home.nativeLibrary()))) {
          Files.copy(in, scratch);
        }
        Files.move(scratch, library, StandardCopyOption.ATOMIC_MOVE);
      }
      return new RuntimeClient(config.runtimeClient(), library);
    } catch (IOException e) {
      throw new UncheckedIOException(library + " cannot be unpacked from " + source, e);
    }
  }
}
