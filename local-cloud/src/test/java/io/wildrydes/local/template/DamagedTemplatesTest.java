// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads templates with values in the wrong places: whatever people write, the answer is a list of
/// problems and never an exception.
class DamagedTemplatesTest {
  private static final long SEED = 42;
  private static final int DAMAGES = 20;
  private static final List<JsonNode> WRONG =
      List.of(
          Json.parse("null"),
          Json.parse("true"),
          Json.parse("-1"),
          Json.parse("\"\""),
          Json.parse("\"text\""),
          Json.parse("[]"),
          Json.parse("{}"),
          Json.parse("[1, {}, null]"),
          Json.parse("{\"Ref\": \"AWS::NoValue\"}"),
          Json.parse("{\"Ref\": {}}"),
          Json.parse("{\"Fn::If\": [\"x\", 1]}"),
          Json.parse("{\"Fn::GetAtt\": [\"a\", {}]}"),
          Json.parse("{\"Fn::Sub\": [\"${a.b}\", 1]}"));

  @ParameterizedTest
  @MethodSource("io.wildrydes.local.template.TransformCorpus#templates")
  void neverThrows(Path template, @TempDir Path folder) throws IOException {
    var random = new Random(SEED);
    var whole = new YamlReader(new Problems()).read(Files.readString(template)).orElseThrow();

    for (int i = 0; i < DAMAGES; i++) {
      JsonNode damaged = whole.deepCopy();
      for (int j = random.nextInt(3); j >= 0; j--) {
        damage(damaged, random);
      }
      var text = Json.write(damaged);
      assertThatCode(() -> check(Reading.of(folder, text)))
          .as("seed %d, damage %d: %s", SEED, i, text)
          .doesNotThrowAnyException();
    }
  }

  private static void check(Reading reading) {
    TemplateChecks.refused(reading.stack(), new Problems());
    TemplateChecks.warned(reading.stack(), new Problems());
  }

  /// Puts a wrong value in the place of a value, or another key in the place of a key.
  private static void damage(JsonNode root, Random random) {
    var places = new ArrayList<JsonNode>();
    collect(root, places);
    var wrong = WRONG.get(random.nextInt(WRONG.size())).<JsonNode>deepCopy();
    switch (places.get(random.nextInt(places.size()))) {
      case ArrayNode list -> list.set(random.nextInt(list.size()), wrong);
      case ObjectNode object -> {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        var name = names.get(random.nextInt(names.size()));
        if (random.nextInt(4) == 0) {
          object.set(name + "x", object.remove(name));
        } else {
          object.set(name, wrong);
        }
      }
      default -> throw new IllegalStateException("only containers are collected");
    }
  }

  private static void collect(JsonNode value, List<JsonNode> places) {
    if (value.isContainerNode() && !value.isEmpty()) {
      places.add(value);
      value.forEach(child -> collect(child, places));
    }
  }
}
