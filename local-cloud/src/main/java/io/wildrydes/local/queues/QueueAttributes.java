// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The attributes of a queue in the words of the API.
///
/// See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html.
final class QueueAttributes {
  private static final List<String> OPTIONAL =
      List.of("Policy", "RedrivePolicy", "RedriveAllowPolicy");

  private QueueAttributes() {}

  /// The attributes with these names, those that have a value.
  ///
  /// @throws AwsException for a name that no queue has
  static Map<String, String> read(MessageQueue queue, QueueState state, List<String> names) {
    var all = all(queue, state);
    if (names.contains("All")) {
      return all;
    }
    var chosen = new LinkedHashMap<String, String>();
    for (var name : names) {
      var value = all.get(name);
      if (value != null) {
        chosen.put(name, value);
      } else if (!OPTIONAL.contains(name)) {
        throw unknown(name);
      }
    }
    return chosen;
  }

  /// The settings with these attributes changed; an empty policy removes it.
  ///
  /// @throws AwsException for names that cannot be set and values that do not fit
  static QueueSettings change(QueueSettings settings, Map<String, String> attributes) {
    var changed = settings;
    for (var attribute : attributes.entrySet()) {
      changed = change(changed, attribute.getKey(), attribute.getValue());
    }
    return changed;
  }

  private static QueueSettings change(QueueSettings settings, String name, String value) {
    var number = QueueNumber.named(name);
    if (number.isPresent()) {
      return settings.with(number.get(), integer(number.get(), value));
    }
    return switch (name) {
      case "RedrivePolicy" ->
          settings.withRedrive(value.isEmpty() ? null : RedrivePolicy.parse(document(name, value)));
      case "RedriveAllowPolicy" ->
          settings.withRedriveAllow(
              value.isEmpty() ? null : RedriveAllowPolicy.parse(document(name, value)));
      case "Policy" ->
          settings.withPolicy(value.isEmpty() ? null : QueuePolicy.parse(document(name, value)));
      default -> throw unknown(name);
    };
  }

  private static int integer(QueueNumber number, String value) {
    try {
      int integer = Integer.parseInt(value);
      if (integer >= number.min() && integer <= number.max()) {
        return integer;
      }
    } catch (NumberFormatException _) {
      // refused below, with the numbers that are out of bounds
    }
    throw invalid(number.attribute());
  }

  private static JsonNode document(String name, String value) {
    try {
      return Json.parse(value);
    } catch (MalformedJsonException _) {
      throw invalid(name);
    }
  }

  private static AwsException invalid(String name) {
    return SqsErrors.refused(
        "InvalidAttributeValue", "Invalid value for the parameter %s.".formatted(name));
  }

  private static AwsException unknown(String name) {
    return SqsErrors.refused("InvalidAttributeName", "Unknown Attribute %s.".formatted(name));
  }

  private static Map<String, String> all(MessageQueue queue, QueueState state) {
    var settings = queue.settings();
    var all = new LinkedHashMap<String, String>();
    all.put("QueueArn", queue.address().arn());
    all.put("ApproximateNumberOfMessages", String.valueOf(state.visible()));
    all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(state.inFlight()));
    all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(state.delayed()));
    all.put("CreatedTimestamp", String.valueOf(state.createdAt().getEpochSecond()));
    all.put("LastModifiedTimestamp", String.valueOf(state.modifiedAt().getEpochSecond()));
    for (var number : QueueNumber.values()) {
      all.put(number.attribute(), String.valueOf(settings.number(number)));
    }
    all.put("SqsManagedSseEnabled", "true");
    if (settings.policy() != null) {
      all.put("Policy", settings.policy().text());
    }
    if (settings.redrive() != null) {
      all.put("RedrivePolicy", settings.redrive().text());
    }
    if (settings.redriveAllow() != null) {
      all.put("RedriveAllowPolicy", settings.redriveAllow().text());
    }
    return all;
  }
}
