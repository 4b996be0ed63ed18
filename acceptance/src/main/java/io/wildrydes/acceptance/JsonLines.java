// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Files of JSON objects, one a line, among lines that are something else.
public final class JsonLines {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonLines() {}

  /// Visits the object of each line that holds one; a file that does not exist has no lines.
  public static void read(Path file, Consumer<JsonNode> visitor) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (var lines = Files.lines(file)) {
      lines.forEach(line -> parse(line).ifPresent(visitor));
    }
  }

  /// The object in the text; empty for anything else, such as a platform line or a line still being
  /// written.
  public static Optional<JsonNode> parse(String text) {
    if (!text.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
