// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.TraceHeader;
import java.util.Map;
import java.util.Optional;

/// Sends messages to queues: dead letters and records of asynchronous invocations.
@FunctionalInterface
public interface Messages {
  /// Sends one message.
  ///
  /// @throws AwsException when the queue does not exist or refuses it
  void send(Message message);

  /// One message.
  ///
  /// @param trace the trace to which the sending belongs
  record Message(
      String queueArn,
      String body,
      Map<String, Attribute> attributes,
      Optional<TraceHeader> trace) {
    public Message {
      attributes = Map.copyOf(attributes);
    }
  }

  /// A message attribute.
  ///
  /// @param type `String` or `Number`
  record Attribute(String type, String value) {}
}
