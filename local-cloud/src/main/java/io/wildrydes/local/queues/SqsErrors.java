// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import io.wildrydes.local.aws.AwsException;
import java.util.Map;

/// The errors of SQS, with the texts that AWS sends.
///
/// Every error has two codes: the one of the JSON protocol, carried by [AwsException], and the one
/// of the older Query protocol, which SDKs show to their users and which travels in a header of its
/// own. See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
/// and
/// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait.
final class SqsErrors {
  private static final String INVALID_PARAMETER = "InvalidParameterValueException";

  private static final String MALFORMED = "SerializationException";
  private static final String LEGACY = "AWS.SimpleQueueService.";

  /// Where the Query code is not that of JSON.
  private static final Map<String, String> QUERY_CODES =
      Map.ofEntries(
          Map.entry("QueueDoesNotExist", LEGACY + "NonExistentQueue"),
          Map.entry(INVALID_PARAMETER, "InvalidParameterValue"),
          Map.entry("MissingRequiredParameterException", "MissingParameter"),
          Map.entry("PurgeQueueInProgress", LEGACY + "PurgeQueueInProgress"),
          Map.entry("TooManyEntriesInBatchRequest", LEGACY + "TooManyEntriesInBatchRequest"),
          Map.entry("EmptyBatchRequest", LEGACY + "EmptyBatchRequest"),
          Map.entry("BatchEntryIdsNotDistinct", LEGACY + "BatchEntryIdsNotDistinct"),
          Map.entry("InvalidBatchEntryId", LEGACY + "InvalidBatchEntryId"),
          Map.entry("BatchRequestTooLong", LEGACY + "BatchRequestTooLong"),
          Map.entry("MessageNotInflight", LEGACY + "MessageNotInflight"),
          Map.entry("UnsupportedOperation", LEGACY + "UnsupportedOperation"),
          Map.entry("UnknownOperationException", "InvalidAction"),
          Map.entry(MALFORMED, "MalformedInput"));

  private SqsErrors() {}

  /// The code of the Query protocol.
  static String queryCode(String code) {
    return QUERY_CODES.getOrDefault(code, code);
  }

  static AwsException queueDoesNotExist() {
    return refused("QueueDoesNotExist", "The specified queue does not exist.");
  }

  static AwsException invalidParameter(String message) {
    return refused(INVALID_PARAMETER, message);
  }

  static AwsException invalidValue(Object value, String parameter, String reason) {
    return invalidParameter(
        "Value %s for parameter %s is invalid. Reason: %s".formatted(value, parameter, reason));
  }

  static AwsException missing(String parameter) {
    return refused(
        "MissingRequiredParameterException",
        "The request must contain the parameter %s.".formatted(parameter));
  }

  static AwsException malformed(String parameter, String expected) {
    return refused(MALFORMED, "%s is not %s".formatted(parameter, expected));
  }

  static boolean isMalformed(AwsException e) {
    return e.code().equals(MALFORMED);
  }

  static AwsException unsupported(String message) {
    return refused("UnsupportedOperation", message);
  }

  static AwsException receiptHandleIsInvalid(String handle) {
    return new AwsException(
        404,
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"%s\" is not a valid receipt handle.".formatted(handle));
  }

  static AwsException notFound(String parameter) {
    return new AwsException(
        404,
        "ResourceNotFoundException",
        "The resource that you specified for the %s parameter doesn't exist.".formatted(parameter));
  }

  static AwsException purgeInProgress(String queueName) {
    return new AwsException(
        403,
        "PurgeQueueInProgress",
        "Only one PurgeQueue operation on %s is allowed every 60 seconds.".formatted(queueName));
  }

  static AwsException overLimit() {
    return new AwsException(
        403,
        "OverLimit",
        "The maximum number of in flight messages is reached: %d."
            .formatted(MessageQueue.MAX_IN_FLIGHT));
  }

  static AwsException accessDenied(String principal, String queueArn) {
    return new AwsException(
        403,
        "AccessDeniedException",
        "%s is not authorized to perform: sqs:SendMessage on resource: %s because no resource-based policy allows it"
            .formatted(principal, queueArn));
  }

  /// Any other refusal, with its JSON code.
  static AwsException refused(String code, String message) {
    return new AwsException(400, code, message);
  }
}
