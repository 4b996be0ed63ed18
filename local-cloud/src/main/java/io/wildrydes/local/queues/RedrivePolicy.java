// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;

/// When a message moves to the dead-letter queue: on the receive that would follow the
/// `maxReceiveCount`-th.
///
/// See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html.
record RedrivePolicy(String deadLetterTargetArn, int maxReceiveCount) {
  /// The policy in the document; other fields are dropped, as AWS does.
  ///
  /// @throws AwsException when it is not a redrive policy
  static RedrivePolicy parse(JsonNode document) {
    var target = document.path("deadLetterTargetArn");
    if (!target.isTextual()) {
      throw invalid(
          document, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
    }
    var count = document.path("maxReceiveCount");
    if (count.isMissingNode()) {
      throw invalid(
          document, "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
    }
    int maxReceiveCount = count.isValueNode() ? count.asInt(0) : 0;
    if (maxReceiveCount < 1 || maxReceiveCount > 1000) {
      throw invalid(document, "Invalid value for maxReceiveCount. Must be between 1 and 1000.");
    }
    return new RedrivePolicy(target.asText(), maxReceiveCount);
  }

  /// The policy in the words of the API.
  String text() {
    return Json.write(
        Json.object()
            .put("deadLetterTargetArn", deadLetterTargetArn)
            .put("maxReceiveCount", maxReceiveCount));
  }

  private static AwsException invalid(JsonNode document, String reason) {
    return SqsErrors.invalidValue(Json.write(document), "RedrivePolicy", reason);
  }
}
