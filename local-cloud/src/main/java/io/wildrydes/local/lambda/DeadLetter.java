// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What the dead-letter queue gets: the event, with attributes that say why,
/// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq.
final class DeadLetter {
  private static final int MAX_ERROR_BYTES = 1024;
  private static final int REPLACEMENT = 0xFFFD;

  private DeadLetter() {}

  /// The message for an event that was given up.
  ///
  /// @param condition why it was
  /// @param result the last try's, if there was one
  static Messages.Message of(
      String queueArn, AsyncEvent event, String condition, Optional<InvocationResult> result) {
    var attributes =
        Map.of(
            "RequestID", new Messages.Attribute("String", event.requestId()),
            "ErrorCode", new Messages.Attribute("Number", Integer.toString(status(result))),
            "ErrorMessage", new Messages.Attribute("String", errorMessage(condition, result)));
    var body = new String(event.request().payload(), StandardCharsets.UTF_8);
    return new Messages.Message(queueArn, body, attributes, event.request().trace());
  }

  private static int status(Optional<InvocationResult> result) {
    return switch (result.orElse(null)) {
      case InvocationResult.Throttled _ -> 429;
      case InvocationResult.Refused refused -> refused.status();
      case null, default -> 200;
    };
  }

  private static String errorMessage(String condition, Optional<InvocationResult> result) {
    if (result.orElse(null) instanceof InvocationResult.FunctionError error) {
      var message = errorMessage(error.payload());
      if (!message.isEmpty()) {
        return sendable(message);
      }
    }
    return condition;
  }

  private static String errorMessage(byte[] payload) {
    try {
      return Json.parse(payload).path("errorMessage").asText("");
    } catch (MalformedJsonException _) {
      return "";
    }
  }

  /// The first kilobyte, in whole characters; those that a queue refuses are replaced.
  private static String sendable(String message) {
    var text = new StringBuilder();
    int bytes = 0;
    for (int c : message.codePoints().toArray()) {
      int kept = isSendable(c) ? c : REPLACEMENT;
      bytes += utf8Bytes(kept);
      if (bytes > MAX_ERROR_BYTES) {
        break;
      }
      text.appendCodePoint(kept);
    }
    return text.toString();
  }

  /// The characters of XML 1.0,
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html.
  private static boolean isSendable(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private static int utf8Bytes(int c) {
    if (c < 0x80) {
      return 1;
    }
    if (c < 0x800) {
      return 2;
    }
    return c < 0x10000 ? 3 : 4;
  }
}
