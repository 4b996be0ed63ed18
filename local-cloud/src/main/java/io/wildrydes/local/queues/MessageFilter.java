// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/// Which messages a function wants to see; the others are deleted unseen.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html. A message passes when
/// any pattern matches, and when there is none. A body that is a JSON object is matched as such,
/// any other as a string, so a pattern of the other kind drops it. Thread-safe.
final class MessageFilter {
  private final boolean passesAll;
  private final Machine machine = Machine.builder().build();

  private MessageFilter(boolean passesAll) {
    this.passesAll = passesAll;
  }

  /// A filter of these patterns.
  ///
  /// @throws IllegalArgumentException for what is not a pattern; the text says why
  static MessageFilter of(List<JsonNode> patterns) {
    var filter = new MessageFilter(patterns.isEmpty());
    for (var pattern : patterns) {
      filter.add(pattern);
    }
    return filter;
  }

  boolean passes(String body) {
    if (passesAll) {
      return true;
    }
    var event = Json.object().<ObjectNode>set("body", value(body));
    try {
      return !machine.rulesForJSONEvent(Json.write(event)).isEmpty();
    } catch (Exception e) { // the matcher declares no narrower type
      throw new IllegalStateException("a JSON tree is always matchable", e);
    }
  }

  private void add(JsonNode pattern) {
    if (!(pattern instanceof ObjectNode object) || object.size() != 1 || !object.has("body")) {
      throw new IllegalArgumentException(
          "is not an object with the one key body, which is all that SQS messages are filtered by");
    }
    var text = Json.write(pattern);
    try {
      var refusal = JsonRuleCompiler.check(text);
      if (refusal != null) {
        throw new IllegalArgumentException("is not an event pattern: " + refusal);
      }
      machine.addRule(text, text);
    } catch (IOException e) {
      throw new IllegalArgumentException("is not an event pattern: " + e.getMessage(), e);
    }
  }

  private static JsonNode value(String body) {
    try {
      if (Json.parse(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (MalformedJsonException _) {
      // text like any other
    }
    return Json.object().textNode(body);
  }
}
