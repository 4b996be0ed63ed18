// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;
import java.util.ArrayList;
import java.util.List;

/// Which queues may use a queue as their dead-letter queue.
///
/// @param permission `allowAll`, `denyAll` or `byQueue`
/// @param sourceQueueArns one to ten with `byQueue`, none otherwise
record RedriveAllowPolicy(String permission, List<String> sourceQueueArns) {
  private static final int MAX_SOURCES = 10;

  RedriveAllowPolicy {
    sourceQueueArns = List.copyOf(sourceQueueArns);
  }

  /// The policy in the document.
  ///
  /// @throws AwsException when it is not a redrive allow policy
  static RedriveAllowPolicy parse(JsonNode document) {
    var permission = document.path("redrivePermission").asText("");
    if (!List.of("allowAll", "denyAll", "byQueue").contains(permission)) {
      throw invalid(document, "redrivePermission must be allowAll, denyAll or byQueue.");
    }
    var sources = new ArrayList<String>();
    document.path("sourceQueueArns").forEach(source -> sources.add(source.asText()));
    boolean named = permission.equals("byQueue");
    if (named ? sources.isEmpty() || sources.size() > MAX_SOURCES : !sources.isEmpty()) {
      throw invalid(
          document, "sourceQueueArns must name 1 to 10 queues with byQueue, and none otherwise.");
    }
    return new RedriveAllowPolicy(permission, sources);
  }

  boolean permits(String sourceArn) {
    return switch (permission) {
      case "allowAll" -> true;
      case "byQueue" -> sourceQueueArns.contains(sourceArn);
      default -> false;
    };
  }

  /// The policy in the words of the API.
  String text() {
    var document = Json.object().put("redrivePermission", permission);
    if (!sourceQueueArns.isEmpty()) {
      var sources = document.putArray("sourceQueueArns");
      sourceQueueArns.forEach(sources::add);
    }
    return Json.write(document);
  }

  private static AwsException invalid(JsonNode document, String reason) {
    return SqsErrors.invalidValue(Json.write(document), "RedriveAllowPolicy", reason);
  }
}
