// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Reads a template into the stack that it describes: parses it, settles parameters, applies the
/// SAM transform, resolves every intrinsic function. Whatever is wrong becomes a problem, and
/// reading goes on with what is left, so that all problems are known at the end; a stack that was
/// read with problems is only good for finding more of them.
///
/// ```
/// file -> YamlReader -> TemplateDocument -> SamTransform -> StackResources -> Stack
/// ```
public final class TemplateReader {
  private final RandomGenerator random;

  /// @param random where generated secrets come from; a secure one, except in tests
  public TemplateReader(RandomGenerator random) {
    this.random = random;
  }

  public Stack read(TemplateInput input, Problems problems) {
    var document = document(input, problems);
    if (document.isEmpty()) {
      return new Stack(input.stackName(), input.identity(), Map.of(), Map.of(), Map.of());
    }
    var parameters = ParameterValues.of(document.get(), input, problems);
    var expanded = SamTransform.expand(document.get(), parameters, problems);
    var tools = new StackResources.ReadingTools(random, problems);
    var resources = new StackResources(expanded, parameters, input, tools);
    var resolved = resources.resolveAll();
    var code = new CodeFiles(input.template(), document.get(), problems);
    resolved.values().forEach(code::locate);
    return new Stack(
        input.stackName(),
        input.identity(),
        resolved,
        outputs(expanded, resources, problems),
        parameters.shown());
  }

  /// The template as it was written, with its sections checked; nothing when it cannot be parsed.
  static Optional<TemplateDocument> document(TemplateInput input, Problems problems) {
    try {
      var text = Files.readString(input.template());
      var root =
          text.stripLeading().startsWith("{")
              ? JsonTemplates.read(text, problems)
              : new YamlReader(problems).read(text);
      return root.map(value -> TemplateDocument.of(value, problems));
    } catch (NoSuchFileException _) {
      problems.add(input.template().toString(), "does not exist");
    } catch (IOException _) {
      var isFolder = Files.isDirectory(input.template());
      problems.add(
          input.template().toString(),
          isFolder ? "is a folder, not a template" : "cannot be read as UTF-8 text");
    }
    return Optional.empty();
  }

  private static Map<String, String> outputs(
      TemplateDocument expanded, StackResources resources, Problems problems) {
    var outputs = new LinkedHashMap<String, String>();
    for (var entry : expanded.section("Outputs").properties()) {
      var at = Location.of("Outputs " + entry.getKey());
      if (!(entry.getValue() instanceof ObjectNode output) || !output.has("Value")) {
        problems.add(at.toString(), "has no Value");
      } else if (!output.has("Condition")
          || resources.holds(output.get("Condition").asText(), at)) {
        output(output.get("Value"), at, resources, problems)
            .ifPresent(text -> outputs.put(entry.getKey(), text));
      }
    }
    return outputs;
  }

  private static Optional<String> output(
      JsonNode value, Location at, StackResources resources, Problems problems) {
    var resolved = resources.output(value, at);
    if (resolved.isPresent() && !resolved.get().isValueNode()) {
      problems.add(at.toString(), "is not text");
      return Optional.empty();
    }
    return resolved.map(JsonNode::asText);
  }
}
