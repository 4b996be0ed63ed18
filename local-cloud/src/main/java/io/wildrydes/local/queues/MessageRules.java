// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import io.wildrydes.local.aws.AwsException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a message must be for a queue to take it.
///
/// See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
/// and https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html.
final class MessageRules {
  private static final int MAX_ATTRIBUTES = 10;
  private static final int MAX_NAME = 256;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1," + MAX_NAME + "}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private MessageRules() {}

  /// @throws AwsException when AWS would refuse the message
  static void check(MessageContent content, int maximumBytes) {
    if (content.body().isEmpty()) {
      throw SqsErrors.missing("MessageBody");
    }
    checkCharacters(content.body());
    if (content.attributes().size() > MAX_ATTRIBUTES) {
      throw SqsErrors.invalidParameter(
          "Number of message attributes [%d] exceeds the allowed maximum [%d]."
              .formatted(content.attributes().size(), MAX_ATTRIBUTES));
    }
    content.attributes().forEach(MessageRules::checkAttribute);
    if (content.sizeBytes() > maximumBytes) {
      throw SqsErrors.invalidParameter(
          "One or more parameters are invalid. Reason: Message must be shorter than %d bytes."
              .formatted(maximumBytes));
    }
  }

  private static void checkAttribute(String name, MessageAttribute attribute) {
    var lower = name.toLowerCase(Locale.ROOT);
    boolean reserved = lower.startsWith("aws.") || lower.startsWith("amazon.");
    boolean dotted = name.startsWith(".") || name.endsWith(".") || name.contains("..");
    if (!NAME.matcher(name).matches() || reserved || dotted) {
      throw SqsErrors.invalidParameter(
          "The message attribute name '%s' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) and must not start with AWS. or Amazon."
              .formatted(name));
    }
    checkType(name, attribute);
    if (attribute instanceof MessageAttribute.Text text) {
      checkCharacters(text.value());
    }
    if (attribute.bytes().length == 0) {
      throw SqsErrors.invalidParameter(
          "The message attribute '%s' must contain non-empty message attribute value."
              .formatted(name));
    }
  }

  private static void checkType(String name, MessageAttribute attribute) {
    var type = attribute.dataType().split("\\.", 2)[0];
    if (!List.of("String", "Number", "Binary").contains(type)
        || attribute.dataType().length() > MAX_NAME) {
      throw SqsErrors.invalidParameter(
          "The message attribute '%s' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
              .formatted(name));
    }
    boolean fits =
        switch (attribute) {
          case MessageAttribute.Binary _ -> type.equals("Binary");
          case MessageAttribute.Text text when type.equals("Number") ->
              NUMBER.matcher(text.value()).matches();
          case MessageAttribute.Text _ -> type.equals("String");
        };
    if (!fits) {
      throw SqsErrors.invalidParameter(
          "Can't cast the value of message (user) attribute '%s' to a %s."
              .formatted(name, type.toLowerCase(Locale.ROOT)));
    }
  }

  private static void checkCharacters(String text) {
    if (!text.codePoints().allMatch(MessageRules::isAllowed)) {
      throw SqsErrors.refused(
          "InvalidMessageContents",
          "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
    }
  }

  private static boolean isAllowed(int c) {
    return c == 0x9
        || c == 0xA
        || c == 0xD
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
