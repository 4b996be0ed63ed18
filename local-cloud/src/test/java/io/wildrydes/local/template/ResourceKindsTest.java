// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Rows of `template/kinds.json`: a resource named `It` of a type with some properties, what `Ref`
/// gives for it and what its attributes give; `#` stands for characters drawn from a hash.
class ResourceKindsTest {
  private static final Path TABLE = Path.of("src/test/resources/template/kinds.json");

  static Stream<Arguments> rows() throws IOException {
    return Json.parse(Files.readString(TABLE))
        .valueStream()
        .map(row -> Arguments.argumentSet(row.get("type").asText(), row));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void givesRefAndAttributes(ObjectNode row, @TempDir Path folder) {
    var outputs = Json.object();
    var expected = Json.object();
    outputs.set("Ref", Json.object().set("Value", Intrinsic.ref("It")));
    expected.set("Ref", row.get("ref"));
    row.path("attributes")
        .properties()
        .forEach(attribute -> {
          var value = Intrinsic.getAtt("It", attribute.getKey());
          outputs.set(attribute.getKey(), Json.object().set("Value", value));
          expected.set(attribute.getKey(), attribute.getValue());
        });
    var it = Json.object().put("Type", row.get("type").asText());
    it.set("Properties", row.get("properties"));
    var template = Json.object();
    template.set("Resources", Json.object().set("It", it));
    template.set("Outputs", outputs);

    var reading = Reading.of(folder, Json.write(template));

    expected
        .properties()
        .forEach(value ->
            assertThat(reading.stack().outputs().get(value.getKey()))
                .as(value.getKey())
                .matches(pattern(value.getValue().asText())));
  }

  private static String pattern(String expected) {
    return "\\Q" + expected.replace("#", "\\E[A-Za-z0-9-]\\Q") + "\\E";
  }
}
