// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Cases of `template/intrinsics.json`: a value put into the property `Value` of the resource
/// `Probe` of that file's template, and what it gives, or the problems that it makes.
class IntrinsicsTest {
  private static final Path TABLE = Path.of("src/test/resources/template/intrinsics.json");

  static Stream<Arguments> cases() throws IOException {
    var table = Json.parse(Files.readString(TABLE));
    return table
        .get("cases")
        .valueStream()
        .map(row -> Arguments.argumentSet(row.get("name").asText(), table.get("template"), row));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resolves(ObjectNode template, ObjectNode row, @TempDir Path folder) {
    var probed = template.deepCopy();
    ((ObjectNode) probed.at("/Resources/Probe/Properties")).set("Value", row.get("value"));

    var reading = Reading.of(folder, Json.write(probed));

    var value = reading.resource("Probe").properties().get("Value");
    assertThat(value).isEqualTo(row.get("gives"));
    assertThat(reading.problems()).isEqualTo(texts(row.path("problems")));
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
