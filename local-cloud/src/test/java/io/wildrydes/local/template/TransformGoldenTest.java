// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds [SamTransform] against AWS's own transform, resource by resource and property by property.
/// The golden files beside the templates are what that printed; to write them anew, for one or all:
///
/// ```
/// for t in template.yaml local-cloud/src/test/resources/template/transform/*.yaml; do
///   scripts/transform-template.py $t \
///     > local-cloud/src/test/resources/template/transform/$(basename $t .yaml).json
/// done
/// ```
class TransformGoldenTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path CORPUS = Path.of("src/test/resources/template/transform");

  static Stream<Path> templates() throws IOException {
    try (var files = Files.list(CORPUS)) {
      var corpus = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      return Stream.concat(Stream.of(ROOT.resolve("template.yaml")), corpus.stream());
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void expandsAsTheGoldenFileSays(Path template) throws IOException {
    var name = template.getFileName().toString().replace(".yaml", ".json");
    var golden = Json.parse(Files.readString(CORPUS.resolve(name)));

    var expanded = expanded(template);

    assertSame(expanded, golden);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void expandsAsAwsLibraryDoesNow(Path template) throws Exception {
    var script = ROOT.resolve("scripts/transform-template.py");
    var process =
        new ProcessBuilder("python3", script.toString(), template.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var printed = process.getInputStream().readAllBytes();
    int code = process.waitFor();
    assumeTrue(code != 3, "skipped: Python's aws-sam-translator is not installed here");
    assertThat(code).isZero();

    var expanded = expanded(template);

    assertSame(expanded, Json.parse(printed));
  }

  private static JsonNode expanded(Path template) {
    var problems = new Problems();
    var input =
        new TemplateInput(
            template,
            "stack",
            Identity.local("eu-west-1"),
            Map.of(),
            new Endpoints("http://127.0.0.1:3000", "http://127.0.0.1:4566"));
    var document = TemplateReader.document(input, problems).orElseThrow();
    var parameters = ParameterValues.of(document, input, problems);
    var expanded = SamTransform.expand(document, parameters, problems);
    assertThat(problems.found()).isEmpty();
    return expanded.root();
  }

  private static void assertSame(JsonNode ours, JsonNode theirs) {
    assertThat(leaves(ours)).containsExactlyInAnyOrderEntriesOf(leaves(theirs));
  }

  /// Every value by its path, so that a failure names properties and not whole templates.
  private static Map<String, JsonNode> leaves(JsonNode template) {
    var leaves = new TreeMap<String, JsonNode>();
    for (var section : List.of("Resources", "Conditions", "Outputs")) {
      collect(section, normalised(template.path(section)), leaves);
    }
    return leaves;
  }

  private static void collect(String path, JsonNode value, Map<String, JsonNode> leaves) {
    if (value.isContainerNode() && !value.isEmpty()) {
      if (value.isObject()) {
        value.properties().forEach(f -> collect(path + "." + f.getKey(), f.getValue(), leaves));
      } else {
        for (int i = 0; i < value.size(); i++) {
          collect(path + "[" + i + "]", value.get(i), leaves);
        }
      }
    } else if (!value.isMissingNode()) {
      leaves.put(path, value);
    }
  }

  /// Without what must differ: hashes, which cover the upload's place, and the upload itself.
  private static JsonNode normalised(JsonNode section) {
    var hashes =
        Json.write(section)
            .replaceAll("(Version|Deployment)[0-9a-f]{10}\\b", "$1-hash")
            .replaceAll("deployment id: [0-9a-f]{40}", "deployment id: hash");
    var parsed = Json.parse(hashes);
    for (var resource : parsed) {
      if (resource.path("Properties") instanceof ObjectNode properties
          && properties.path("Code").path("S3Key") instanceof TextNode key) {
        properties.set("Code", key);
      }
    }
    return parsed;
  }
}
