// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.util.Optional;
import java.util.stream.Stream;

/// The numeric attributes of a queue, with AWS's defaults and bounds.
///
/// See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html.
enum QueueNumber {
  DELAY("DelaySeconds", 0, 0, 900),
  MAXIMUM_MESSAGE_SIZE("MaximumMessageSize", 1_048_576, 1_024, 1_048_576),
  RETENTION("MessageRetentionPeriod", 345_600, 60, 1_209_600),
  RECEIVE_WAIT("ReceiveMessageWaitTimeSeconds", 0, 0, 20),
  VISIBILITY_TIMEOUT("VisibilityTimeout", 30, 0, 43_200);

  private final String attribute;
  private final int otherwise;
  private final int min;
  private final int max;

  QueueNumber(String attribute, int otherwise, int min, int max) {
    this.attribute = attribute;
    this.otherwise = otherwise;
    this.min = min;
    this.max = max;
  }

  static Optional<QueueNumber> named(String attribute) {
    return Stream.of(values()).filter(number -> number.attribute.equals(attribute)).findFirst();
  }

  /// The name in the API and in templates.
  String attribute() {
    return attribute;
  }

  int otherwise() {
    return otherwise;
  }

  int min() {
    return min;
  }

  int max() {
    return max;
  }
}
