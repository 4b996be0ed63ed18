// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsCall;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/// The operations on queues. See
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html.
///
/// **Differs:** queues come from the template alone, so that it stays the only description of the
/// system; creating and deleting them is refused.
final class QueueOperations {
  private static final int MAX_RESULTS = 1000;

  private final Queues queues;

  QueueOperations(Queues queues) {
    this.queues = queues;
  }

  ObjectNode list(SqsInput input, AwsCall call) {
    var prefix = input.string("QueueNamePrefix").orElse("");
    var found = queues.all().stream().filter(q -> q.address().name().startsWith(prefix)).toList();
    return page(found, input, "QueueUrls");
  }

  ObjectNode url(SqsInput input, AwsCall call) {
    var name = input.required("QueueName");
    var queue = queues.byName(name).orElseThrow(SqsErrors::queueDoesNotExist);
    return Json.object().put("QueueUrl", queue.address().url());
  }

  ObjectNode attributes(MessageQueue queue, SqsInput input, AwsCall call) {
    var names = input.strings("AttributeNames");
    var attributes = QueueAttributes.read(queue, queue.state(call.now()), names);
    var output = Json.object();
    if (!attributes.isEmpty()) {
      attributes.forEach(output.putObject("Attributes")::put);
    }
    return output;
  }

  ObjectNode setAttributes(MessageQueue queue, SqsInput input, AwsCall call) {
    var attributes = input.stringMap("Attributes");
    if (attributes.isEmpty()) {
      throw SqsErrors.missing("Attribute.Name");
    }
    var changed = QueueAttributes.change(queue.settings(), attributes);
    var redrive = changed.redrive();
    if (redrive != null && attributes.containsKey("RedrivePolicy")) {
      queues
          .refusal(queue.address(), redrive)
          .ifPresent(reason -> {
            throw SqsErrors.invalidValue(redrive.text(), "RedrivePolicy", reason);
          });
    }
    queue.change(changed, call.now());
    return Json.object();
  }

  ObjectNode purge(MessageQueue queue, SqsInput input, AwsCall call) {
    queue.purge(call.now());
    return Json.object();
  }

  ObjectNode sources(MessageQueue queue, SqsInput input, AwsCall call) {
    return page(queues.sourcesOf(queue), input, "queueUrls");
  }

  ObjectNode tags(MessageQueue queue, SqsInput input, AwsCall call) {
    return Json.object();
  }

  /// What AWS does for a queue that exists, when no attributes are given: names it.
  ObjectNode create(SqsInput input, AwsCall call) {
    var queue = queues.byName(input.required("QueueName"));
    if (queue.isEmpty() || !input.stringMap("Attributes").isEmpty()) {
      throw owned();
    }
    return Json.object().put("QueueUrl", queue.get().address().url());
  }

  static AwsException owned() {
    return SqsErrors.unsupported(
        "queues come from the template here; change it and start again instead");
  }

  /// One page of URLs by name; the token is the last name of the page before.
  private static ObjectNode page(List<MessageQueue> found, SqsInput input, String member) {
    var max = input.integer("MaxResults", 1, MAX_RESULTS);
    var after = input.string("NextToken").map(QueueOperations::decode).orElse("");
    var rest =
        found.stream()
            .map(MessageQueue::address)
            .sorted(Comparator.comparing(QueueAddress::name))
            .filter(address -> address.name().compareTo(after) > 0)
            .toList();
    var page = rest.subList(0, Math.min(rest.size(), max.orElse(MAX_RESULTS)));
    var output = Json.object();
    page.forEach(address -> output.withArray(member).add(address.url()));
    if (max.isPresent() && page.size() < rest.size()) {
      output.put("NextToken", encode(page.getLast().name()));
    }
    return output;
  }

  private static String encode(String name) {
    return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw SqsErrors.invalidParameter("Invalid or expired next token.");
    }
  }
}
