// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Who gave a message up, with all that the message itself says about it.
sealed interface Death {

  /// SQS, after too many receives. It knows no reason:
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html.
  ///
  /// @param sourceArn the queue that the message was in
  record InQueue(String sourceArn) implements Death {}

  /// A rule that could not hand its event to the target:
  /// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html. Each value is empty
  /// when EventBridge wrote none.
  ///
  /// @param condition which of the retry policy's limits was reached
  record AtRule(
      String ruleArn,
      String targetArn,
      String code,
      String message,
      String retries,
      String condition)
      implements Death {}

  /// A function invoked asynchronously that failed at its event:
  /// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html.
  ///
  /// @param requestId of the invocation, in the function's log
  /// @param code an HTTP status; 200 when the function itself failed
  record InFunction(String requestId, String code, String message) implements Death {}

  /// Nobody who signs what they give up.
  record Unknown() implements Death {}

  /// What the message says of its death. It must have been received with all its attributes.
  static Death of(Message message) {
    var own = message.messageAttributes();
    var source = message.attributes().get(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN);
    if (source != null) {
      return new InQueue(source);
    }
    if (own.containsKey("RULE_ARN") || own.containsKey("TARGET_ARN")) {
      return new AtRule(
          value(own, "RULE_ARN"),
          value(own, "TARGET_ARN"),
          value(own, "ERROR_CODE"),
          value(own, "ERROR_MESSAGE"),
          value(own, "RETRY_ATTEMPTS"),
          value(own, "EXHAUSTED_RETRY_CONDITION"));
    }
    if (own.containsKey("RequestID") && own.containsKey("ErrorCode")) {
      return new InFunction(
          value(own, "RequestID"), value(own, "ErrorCode"), value(own, "ErrorMessage"));
    }
    return new Unknown();
  }

  private static String value(Map<String, MessageAttributeValue> attributes, String name) {
    var attribute = attributes.get(name);
    return attribute == null || attribute.stringValue() == null ? "" : attribute.stringValue();
  }
}
