// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/// Packs the sample functions as a function's jar: classes at the top, libraries in `lib/`.
final class SampleJar {
  private static final String PACKAGE = "io/wildrydes/local/lambda/sample/";

  private SampleJar() {}

  /// The compiled sample classes.
  static Path classes() {
    try {
      var here = SampleJar.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(here.toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes the jar into the folder.
  static Path write(Path folder) {
    return write(folder.resolve("sample.jar"), "one setting", _ -> true);
  }

  /// Writes a jar with some of the classes.
  ///
  /// @param settings what its `settings.txt` says
  static Path write(Path jar, String settings, Predicate<String> classes) {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.list(classes().resolve(PACKAGE))) {
      for (var file : files.sorted().toList()) {
        if (!classes.test(file.getFileName().toString())) {
          continue;
        }
        add(out, PACKAGE + file.getFileName(), Files.readAllBytes(file));
      }
      add(out, "settings.txt", settings.getBytes(StandardCharsets.UTF_8));
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(0); // equal content, equal bytes
    out.putNextEntry(entry);
    ((OutputStream) out).write(content);
    out.closeEntry();
  }
}
