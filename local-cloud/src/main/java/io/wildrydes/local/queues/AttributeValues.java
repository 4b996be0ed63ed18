// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// Message attributes in the words of the API: `DataType`, `StringValue`, `BinaryValue`.
///
/// See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_MessageAttributeValue.html.
final class AttributeValues {
  private AttributeValues() {}

  /// The attributes of an input.
  ///
  /// @throws AwsException when one is no attribute
  static Map<String, MessageAttribute> read(SqsInput input, String parameter) {
    var attributes = new LinkedHashMap<String, MessageAttribute>();
    input.objectMap(parameter).forEach((name, value) -> attributes.put(name, read(name, value)));
    return attributes;
  }

  static ObjectNode write(Map<String, MessageAttribute> attributes) {
    var object = Json.object();
    attributes.forEach((name, attribute) -> {
      var value = object.putObject(name).put("DataType", attribute.dataType());
      switch (attribute) {
        case MessageAttribute.Text text -> value.put("StringValue", text.value());
        case MessageAttribute.Binary binary -> value.put("BinaryValue", binary.base64());
      }
    });
    return object;
  }

  private static MessageAttribute read(String name, SqsInput value) {
    if (!value.strings("StringListValues").isEmpty()
        || !value.strings("BinaryListValues").isEmpty()) {
      throw SqsErrors.unsupported(
          "Message attribute list values in SendMessage operation are not supported.");
    }
    var type = value.string("DataType").orElse("");
    if (type.isEmpty()) {
      throw SqsErrors.invalidParameter(
          "The message attribute '%s' must contain a non-empty message attribute type."
              .formatted(name));
    }
    var text = value.string("StringValue");
    var binary = value.string("BinaryValue");
    if (text.isPresent() == binary.isPresent()) {
      throw SqsErrors.invalidParameter(
          "The message attribute '%s' must contain exactly one of StringValue and BinaryValue."
              .formatted(name));
    }
    return text.isPresent()
        ? new MessageAttribute.Text(type, text.get())
        : new MessageAttribute.Binary(type, base64(binary.orElseThrow()));
  }

  private static String base64(String text) {
    try {
      return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      throw SqsErrors.malformed("BinaryValue", "base64");
    }
  }
}
