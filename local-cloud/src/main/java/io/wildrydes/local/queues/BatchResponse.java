// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a function that reports partial failures said about its batch.
///
/// See
/// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting:
/// nothing, null, or no or an empty `batchItemFailures` is complete success; what is not JSON, or
/// names a message that is not of the batch, or names none, is complete failure.
final class BatchResponse {
  private BatchResponse() {}

  /// The ids of the messages that failed.
  ///
  /// @param payload what the function returned
  /// @param ids of the whole batch
  static Set<String> failures(String payload, Set<String> ids) {
    if (payload.isBlank()) {
      return Set.of();
    }
    try {
      return failures(Json.parse(payload), ids);
    } catch (MalformedJsonException _) {
      return ids;
    }
  }

  private static Set<String> failures(JsonNode response, Set<String> ids) {
    if (response.isNull()) {
      return Set.of();
    }
    if (!(response instanceof ObjectNode)) {
      return ids;
    }
    var items = response.path("batchItemFailures");
    if (items.isMissingNode() || items.isNull()) {
      return Set.of();
    }
    if (!(items instanceof ArrayNode)) {
      return ids;
    }
    var failed = new LinkedHashSet<String>();
    for (var item : items) {
      var id = item.path("itemIdentifier");
      if (!id.isTextual() || !ids.contains(id.textValue())) {
        return ids;
      }
      failed.add(id.textValue());
    }
    return failed;
  }
}
