// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/// A copy of `docs/examples/guestbook`, built as its pom would build it.
///
/// @param folder the project's, with `template.yaml` and `target/guestbook.jar`
record ExampleProject(Path folder) {
  private static final Path ORIGINAL = Path.of("../docs/examples/guestbook");

  /// Copies and builds the project.
  static ExampleProject buildIn(Path folder) throws IOException {
    try (var files = Files.walk(ORIGINAL)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = folder.resolve(ORIGINAL.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    var project = new ExampleProject(folder);
    project.compile("src/main", "target/classes");
    project.compile("src/test", "target/test-classes");
    project.jar();
    return project;
  }

  Path template() {
    return folder.resolve("template.yaml");
  }

  Path testClasses() {
    return folder.resolve("target/test-classes");
  }

  private void compile(String sources, String classes) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "-d",
                folder.resolve(classes).toString(),
                "-cp",
                System.getProperty("java.class.path")));
    try (var files = Files.walk(folder.resolve(sources))) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, OutputStream.nullOutputStream(), null, arguments.toArray(String[]::new));
    assertThat(result).as("javac " + arguments).isZero();
  }

  private void jar() throws IOException {
    var classes = folder.resolve("target/classes");
    try (var jar =
            new ZipOutputStream(Files.newOutputStream(folder.resolve("target/guestbook.jar")));
        Stream<Path> files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
  }
}
