// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces `{{resolve:ssm:name}}` and `{{resolve:secretsmanager:id:SecretString:key}}` by the
/// value that the stack's own parameter or secret has.
///
/// **Differs:** on AWS they may also name what stands outside the stack; here nothing does, so that
/// is a problem.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">AWS:
///   dynamic references</a>
final class DynamicReferences {
  private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:([^}]*)}}");
  private static final Pattern SECRET =
      Pattern.compile(
          "secretsmanager:(arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:]*|[^:]+)"
              + "(?::([^:]*))?(?::([^:]*))?(?::([^:]*))?(?::([^:]*))?");
  private static final Pattern PARAMETER = Pattern.compile("ssm:([a-zA-Z0-9_.\\-/]+)(:[0-9]+)?");

  /// The stack's parameters and secrets.
  interface Source {
    Optional<String> secret(String nameOrArn, Location at);

    Optional<String> parameter(String name, Location at);
  }

  private final Source source;
  private final Problems problems;

  DynamicReferences(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  JsonNode replace(JsonNode value, Location at) {
    return switch (value) {
      case ObjectNode object -> {
        var result = Json.object();
        object
            .properties()
            .forEach(field ->
                result.set(field.getKey(), replace(field.getValue(), at.below(field.getKey()))));
        yield result;
      }
      case ArrayNode list -> {
        var result = Json.array();
        for (int i = 0; i < list.size(); i++) {
          result.add(replace(list.get(i), at.at(i)));
        }
        yield result;
      }
      case TextNode text when text.asText().contains("{{resolve:") ->
          TextNode.valueOf(
              REFERENCE
                  .matcher(text.asText())
                  .replaceAll(match -> Matcher.quoteReplacement(value(match, at))));
      default -> value;
    };
  }

  private String value(MatchResult match, Location at) {
    var reference = match.group(1);
    var secret = SECRET.matcher(reference);
    if (secret.matches()) {
      return secret(secret, at);
    }
    var parameter = PARAMETER.matcher(reference);
    if (parameter.matches()) {
      return source
          .parameter(parameter.group(1), at)
          .orElseGet(() -> missing("SSM parameter", parameter.group(1), at));
    }
    problems.add(
        at.toString(), "has the dynamic reference %s, which is not supported".formatted(reference));
    return "";
  }

  private String secret(Matcher reference, Location at) {
    var kind = reference.group(2);
    if (kind != null && !kind.isEmpty() && !kind.equals("SecretString")) {
      problems.add(
          at.toString(), "asks for %s of a secret; there is SecretString only".formatted(kind));
      return "";
    }
    var id = reference.group(1);
    var value = source.secret(id, at);
    var key = reference.group(3);
    if (value.isEmpty() || key == null || key.isEmpty()) {
      return value.orElseGet(() -> missing("secret", id, at));
    }
    try {
      var field = Json.parse(value.get()).path(key);
      if (field.isValueNode()) {
        return field.asText();
      }
    } catch (MalformedJsonException _) {
      // reported below: text that is not JSON has no keys
    }
    problems.add(at.toString(), "asks for the key %s, which secret %s lacks".formatted(key, id));
    return "";
  }

  private String missing(String what, String name, Location at) {
    problems.add(
        at.toString(), "names the %s %s, which the stack does not have".formatted(what, name));
    return "";
  }
}
