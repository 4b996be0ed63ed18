// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import io.wildrydes.local.aws.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// A template read by [TemplateReader] with fixed names, region and seed.
record Reading(Stack stack, List<String> problems) {
  static final Endpoints ENDPOINTS =
      new Endpoints("http://127.0.0.1:3000", "http://127.0.0.1:4566");

  static Reading of(Path template, Map<String, String> parameters) {
    var problems = new Problems();
    var input =
        new TemplateInput(template, "stack", Identity.local("eu-west-1"), parameters, ENDPOINTS);
    var stack = new TemplateReader(new Random(1)).read(input, problems);
    return new Reading(stack, problems.found());
  }

  static Reading of(Path folder, String template) {
    try {
      return of(Files.writeString(folder.resolve("template.yaml"), template), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Resource resource(String id) {
    return Optional.ofNullable(stack.resources().get(id)).orElseThrow();
  }

  /// The templates of a folder of test resources.
  static Stream<Path> templatesIn(String folder) throws IOException {
    try (var files = Files.list(Path.of("src/test/resources/template", folder))) {
      return files.sorted().toList().stream();
    }
  }

  /// What the comment lines `# <key> ...` at the top of a template say.
  static List<String> comments(Path template, String key) throws IOException {
    var prefix = "# " + key + " ";
    return Files.readAllLines(template).stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }
}
