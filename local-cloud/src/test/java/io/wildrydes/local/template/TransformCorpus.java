// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

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

/// The templates that are held against AWS's own transform, and how two results are compared.
final class TransformCorpus {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path FOLDER = Path.of("src/test/resources/template/transform");

  private TransformCorpus() {}

  /// The project's template and the small ones beside the golden files.
  static Stream<Path> templates() throws IOException {
    try (var files = Files.list(FOLDER)) {
      var small = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      return Stream.concat(Stream.of(ROOT.resolve("template.yaml")), small.stream());
    }
  }

  static JsonNode expanded(Path template) {
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

  static void assertSame(JsonNode ours, JsonNode theirs) {
    var found = leaves(ours);
    var wanted = leaves(theirs);
    assertThat(without(found, wanted)).as("values that AWS's transform does not write").isEmpty();
    assertThat(without(wanted, found)).as("values that AWS's transform writes").isEmpty();
  }

  private static Map<String, JsonNode> without(
      Map<String, JsonNode> leaves, Map<String, JsonNode> others) {
    var rest = new TreeMap<>(leaves);
    rest.entrySet().removeIf(leaf -> leaf.getValue().equals(others.get(leaf.getKey())));
    return rest;
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
