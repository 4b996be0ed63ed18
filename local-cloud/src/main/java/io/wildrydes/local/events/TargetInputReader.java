// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.events;

import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import io.wildrydes.local.template.Properties;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Reads what a rule's target gets to see: at most one of `Input`, `InputPath` and
/// `InputTransformer`.
final class TargetInputReader {
  private static final int MAX_VARIABLES = 100;
  private static final int MAX_TEMPLATE = 8192;
  private static final TargetInput WHOLE = new TargetInput.Whole();

  private final Properties target;

  TargetInputReader(Properties target) {
    this.target = target;
  }

  TargetInput read() {
    var constant = target.string("Input").map(this::constant);
    var part = target.string("InputPath").map(path -> part(target, "InputPath", path));
    var transformed = target.object("InputTransformer").map(this::transformed);
    var given = Stream.of(constant, part, transformed).flatMap(o -> o.stream()).toList();
    if (given.size() > 1) {
      target.problem("Input", "only one of Input, InputPath and InputTransformer may be given");
    }
    return given.isEmpty() ? WHOLE : given.getFirst();
  }

  private TargetInput constant(String json) {
    try {
      Json.parse(json);
    } catch (MalformedJsonException _) {
      target.problem("Input", "is not JSON");
    }
    return new TargetInput.Constant(json);
  }

  private static TargetInput part(Properties properties, String name, String text) {
    var path = JsonPath.parse(text);
    if (path.isEmpty()) {
      properties.problem(name, "'%s' is not a path that EventBridge takes".formatted(text));
      return WHOLE;
    }
    return path.get().steps().isEmpty() ? WHOLE : new TargetInput.Part(path.get());
  }

  private TargetInput transformed(Properties transformer) {
    var paths = new HashMap<String, JsonPath>();
    transformer.object("InputPathsMap").ifPresent(map -> readPaths(map, paths));
    if (paths.size() > MAX_VARIABLES) {
      transformer.problem(
          "InputPathsMap", "has %d variables; at most 100 are allowed".formatted(paths.size()));
    }
    var text = transformer.required("InputTemplate");
    transformer.end();
    var template = new InputTemplate(text, paths);
    if (text.length() > MAX_TEMPLATE) {
      transformer.problem("InputTemplate", "is longer than 8192 characters");
    } else if (!text.isEmpty() && !template.isWellFormed()) {
      transformer.problem(
          "InputTemplate", "is neither JSON nor quoted text once its variables have values");
    }
    return new TargetInput.Transformed(template);
  }

  private static void readPaths(Properties map, Map<String, JsonPath> paths) {
    for (var name : map.names()) {
      var text = map.required(name);
      JsonPath.parse(text)
          .ifPresentOrElse(
              path -> paths.put(name, path),
              () -> map.problem(name, "'%s' is not a path that EventBridge takes".formatted(text)));
    }
  }
}
