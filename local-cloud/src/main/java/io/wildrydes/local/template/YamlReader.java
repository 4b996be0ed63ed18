// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads a template's YAML as CloudFormation does: short tags become their long form, plain scalars
/// follow YAML 1.1 ([YamlScalars]), keys are text. Aliases, anchors' merges and duplicate keys are
/// problems, named with their line. One use per document.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html">AWS:
///   template formats</a>
final class YamlReader {
  /// The short tags that exist; those that are not supported are refused where they are evaluated.
  private static final Set<String> TAGS =
      Set.of(
          "And",
          "Base64",
          "Cidr",
          "Equals",
          "FindInMap",
          "GetAZs",
          "If",
          "ImportValue",
          "Join",
          "Length",
          "Not",
          "Or",
          "Select",
          "Split",
          "Sub",
          "ToJsonString",
          "Transform");

  private final Problems problems;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  YamlReader(Problems problems) {
    this.problems = problems;
  }

  /// The document, or nothing when it cannot be parsed at all.
  Optional<JsonNode> read(String text) {
    try {
      var settings = LoadSettings.builder().setSchema(YamlScalars.SCHEMA).build();
      var document = new Compose(settings).composeString(text);
      if (document.isEmpty()) {
        problems.add("template", "is empty");
      }
      return document.map(this::value);
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("template");
      problems.add(line, "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add("template", "is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private JsonNode value(Node node) {
    if (!seen.add(node)) {
      // Composing has put the anchored node itself in the alias's place.
      problems.add(
          line(node), "has an anchor that is used by an alias, which CloudFormation lacks");
      return NullNode.getInstance();
    }
    var untagged = untagged(node);
    var tag = node.getTag().getValue();
    return tag.startsWith("!") && tag.length() > 1
        ? call(node, tag.substring(1), untagged)
        : untagged;
  }

  private JsonNode untagged(Node node) {
    return switch (node) {
      case MappingNode mapping -> object(mapping);
      case SequenceNode sequence -> list(sequence);
      case ScalarNode scalar -> new YamlScalars(problems, line(node)).value(scalar);
      default -> throw new IllegalStateException("no such YAML node: " + node.getNodeType());
    };
  }

  private ObjectNode object(MappingNode mapping) {
    var object = Json.object();
    for (var entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problems.add(line(entry.getKeyNode()), "has a key that is not text");
      } else if (key.getValue().equals("<<")) {
        problems.add(line(key), "merges a map with <<, which CloudFormation lacks");
      } else if (object.has(key.getValue())) {
        problems.add(line(key), "has the key %s a second time".formatted(key.getValue()));
      } else {
        object.set(key.getValue(), value(entry.getValueNode()));
      }
    }
    return object;
  }

  private ArrayNode list(SequenceNode sequence) {
    var list = Json.array();
    sequence.getValue().forEach(element -> list.add(value(element)));
    return list;
  }

  private JsonNode call(Node node, String tag, JsonNode argument) {
    if (tag.equals(Intrinsic.REF) || tag.equals(Intrinsic.CONDITION)) {
      return Json.object().put(tag, argument.asText());
    }
    if (tag.equals("GetAtt")) {
      return Json.object().set(Intrinsic.GET_ATT, attributePath(argument));
    }
    if (!TAGS.contains(tag)) {
      var meant = Nearest.to(tag, TAGS).map("; did you mean !%s?"::formatted).orElse("");
      problems.add(line(node), "has the unknown tag !%s%s".formatted(tag, meant));
    }
    return Json.object().set("Fn::" + tag, argument);
  }

  /// `Resource.Attribute` as a list of two; attributes may have dots of their own.
  private static JsonNode attributePath(JsonNode argument) {
    int dot = argument.isTextual() ? argument.asText().indexOf('.') : -1;
    return dot < 0
        ? argument
        : Json.array()
            .add(argument.asText().substring(0, dot))
            .add(argument.asText().substring(dot + 1));
  }

  private static String line(Node node) {
    return node.getStartMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("template");
  }
}
