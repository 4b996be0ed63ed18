// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;
import java.util.List;

/// DynamoDB's own words for what it refuses.
///
/// See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html and
/// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html.
final class DynamoDbErrors {
  static final String NAMESPACE = "com.amazonaws.dynamodb.v20120810#";
  static final String CONDITION_FAILED = NAMESPACE + "ConditionalCheckFailedException";
  static final String NOT_FOUND = NAMESPACE + "ResourceNotFoundException";
  static final String TRANSACTION_CANCELED = NAMESPACE + "TransactionCanceledException";

  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;
  private static final String EXCEEDED =
      "The level of configured provisioned throughput for the table was exceeded. Consider"
          + " increasing your provisioning level with the UpdateTable API.";

  private DynamoDbErrors() {}

  /// One table has no capacity left.
  static Answer throttled(Direction direction, String tableArn) {
    var body = error("ProvisionedThroughputExceededException", EXCEEDED);
    body.putArray("ThrottlingReasons")
        .addObject()
        .put("reason", direction.throttlingReason())
        .put("resource", tableArn);
    return Answer.of(BAD_REQUEST, body);
  }

  /// A transaction, of whose actions some have no capacity left.
  ///
  /// @param throttled for each action, in order
  static Answer canceled(List<Boolean> throttled) {
    var codes =
        throttled.stream().map(yes -> yes ? "ProvisionedThroughputExceeded" : "None").toList();
    var body =
        Json.object()
            .put("__type", TRANSACTION_CANCELED)
            .put(
                "Message", // with a capital in this error
                "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                    + String.join(", ", codes)
                    + "]");
    var reasons = body.putArray("CancellationReasons");
    for (var code : codes) {
      var reason = reasons.addObject().put("Code", code);
      if (!code.equals("None")) {
        reason.put("Message", EXCEEDED);
      }
    }
    return Answer.of(BAD_REQUEST, body);
  }

  static Answer of(AwsException e) {
    return Answer.of(e.status(), error(e.code(), e.text()));
  }

  static AwsException unsupported(String what) {
    return new AwsException(BAD_REQUEST, "ValidationException", what + " is not supported here");
  }

  static AwsException noAnswer() {
    return new AwsException(
        SERVER_ERROR,
        "InternalServerError",
        "The request could not be processed because DynamoDB Local does not answer");
  }

  private static ObjectNode error(String code, String message) {
    return Json.object().put("__type", namespace(code) + code).put("message", message);
  }

  /// What is refused before it is DynamoDB's has the name of AWS's framework.
  private static String namespace(String code) {
    return switch (code) {
      case "UnknownOperationException", "SerializationException" -> "com.amazon.coral.service#";
      case "ValidationException" -> "com.amazon.coral.validate#";
      default -> NAMESPACE;
    };
  }
}
