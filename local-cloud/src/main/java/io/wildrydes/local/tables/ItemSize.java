// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// How large an item is, and what it costs to write.
///
/// See
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html.
/// Needed where nobody else tells: before a write runs, and when its condition failed. For a number
/// AWS gives "approximately" one byte for two significant digits and one more; that is taken.
final class ItemSize {
  private static final int WRITE_UNIT_BYTES = 1024;
  private static final int COLLECTION_BYTES = 3;
  private static final int DEEPEST = 32;

  private ItemSize() {}

  /// The units that writing the item takes: one for each kilobyte begun, at least one.
  static long writeUnits(JsonNode item) {
    return Math.max(1, Math.ceilDiv(bytes(item), WRITE_UNIT_BYTES));
  }

  /// Names and values of all attributes.
  static long bytes(JsonNode item) {
    return attributes(item, 0);
  }

  private static long attributes(JsonNode attributes, int level) {
    return attributes
        .propertyStream()
        .mapToLong(attribute -> text(attribute.getKey()) + value(attribute.getValue(), level))
        .sum();
  }

  /// A value is an object with its type as the one member's name; what is malformed, or nested
  /// deeper than DynamoDB allows, has no size, for it will not be stored.
  private static long value(JsonNode typed, int level) {
    return level > DEEPEST
        ? 0
        : typed.propertyStream().mapToLong(member -> typed(member, level)).sum();
  }

  private static long typed(Map.Entry<String, JsonNode> member, int level) {
    var value = member.getValue();
    return switch (member.getKey()) {
      case "S" -> text(value.asText());
      case "N" -> number(value.asText());
      case "B" -> binary(value.asText());
      case "SS" -> value.valueStream().mapToLong(element -> text(element.asText())).sum();
      case "NS" -> value.valueStream().mapToLong(element -> number(element.asText())).sum();
      case "BS" -> value.valueStream().mapToLong(element -> binary(element.asText())).sum();
      case "L" ->
          COLLECTION_BYTES
              + value.valueStream().mapToLong(element -> 1 + value(element, level + 1)).sum();
      case "M" -> COLLECTION_BYTES + value.size() + attributes(value, level + 1);
      default -> 1; // BOOL and NULL
    };
  }

  private static long text(String text) {
    return text.getBytes(UTF_8).length;
  }

  /// One byte for two significant digits, and one; another for a sign.
  private static long number(String text) {
    long sign = text.startsWith("-") ? 1 : 0;
    var digits = text.replaceFirst("[eE].*", "").replaceAll("[^0-9]", "").replaceAll("^0+|0+$", "");
    return (digits.length() + 1) / 2 + 1 + sign;
  }

  /// Base64 without its padding has four characters for three bytes.
  private static long binary(String base64) {
    return base64.replace("=", "").length() * 3L / 4;
  }
}
