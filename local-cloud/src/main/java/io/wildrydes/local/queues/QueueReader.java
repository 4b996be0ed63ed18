// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads `AWS::SQS::Queue` and `AWS::SQS::QueuePolicy`.
///
/// See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html.
final class QueueReader {
  static final String QUEUE = "AWS::SQS::Queue";
  static final String POLICY = "AWS::SQS::QueuePolicy";

  private final Stack stack;
  private final Problems problems;
  private final Platform platform;

  QueueReader(Stack stack, Problems problems, Platform platform) {
    this.stack = stack;
    this.problems = problems;
    this.platform = platform;
  }

  /// The queues of the stack.
  Queues read() {
    var found = new LinkedHashMap<String, MessageQueue>();
    for (var resource : stack.ofType(QUEUE)) {
      var queue = queue(resource);
      if (found.putIfAbsent(queue.address().name(), queue) != null) {
        problems.add(
            resource.logicalId() + " QueueName",
            "'%s' is taken by another queue".formatted(queue.address().name()));
      }
    }
    var queues = new Queues(found.values(), platform);
    stack.ofType(POLICY).forEach(resource -> readPolicy(resource, queues));
    checkRedrive(queues);
    return queues;
  }

  private MessageQueue queue(Resource resource) {
    var properties = Properties.of(resource, problems);
    var name = QueueAddress.nameIn(resource.ref(), stack.identity().accountId());
    var _ = properties.string("QueueName");
    if (properties.flag("FifoQueue", false) || name.endsWith(".fifo")) {
      properties.problem("FifoQueue", "FIFO queues are not supported; a standard queue is");
    }
    var settings = QueueSettings.DEFAULTS;
    for (var number : QueueNumber.values()) {
      if (properties.has(number.attribute())) {
        int value =
            properties.integer(number.attribute(), number.otherwise(), number.min(), number.max());
        settings = settings.with(number, value);
      }
    }
    settings =
        settings
            .withRedrive(parse(properties, "RedrivePolicy", RedrivePolicy::parse).orElse(null))
            .withRedriveAllow(
                parse(properties, "RedriveAllowPolicy", RedriveAllowPolicy::parse).orElse(null));
    properties.accept(
        "Tags", "SqsManagedSseEnabled", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds");
    properties.end();
    var address = new QueueAddress(name, stack.identity().arn("sqs", name), resource.ref());
    return new MessageQueue(address, settings, platform.now());
  }

  private void readPolicy(Resource resource, Queues queues) {
    var properties = Properties.of(resource, problems);
    var policy = parse(properties, "PolicyDocument", QueuePolicy::parse);
    if (policy.isEmpty() && !properties.has("PolicyDocument")) {
      properties.problem("PolicyDocument", "is required");
    }
    for (var url : properties.strings("Queues")) {
      var queue = queues.byUrl(url);
      if (queue.isEmpty()) {
        properties.problem("Queues", "'%s' is not the URL of a queue of this stack".formatted(url));
      } else if (policy.isPresent()) {
        queue.get().change(queue.get().settings().withPolicy(policy.get()), platform.now());
      }
    }
    properties.end();
  }

  private void checkRedrive(Queues queues) {
    var ids = new LinkedHashMap<String, String>();
    stack.ofType(QUEUE).forEach(resource -> ids.put(resource.ref(), resource.logicalId()));
    for (var queue : queues.all()) {
      var redrive = queue.settings().redrive();
      if (redrive != null) {
        queues
            .refusal(queue.address(), redrive)
            .ifPresent(reason ->
                problems.add(id(ids, queue) + " RedrivePolicy", redrive.text() + ": " + reason));
      }
    }
  }

  private static String id(Map<String, String> ids, MessageQueue queue) {
    return ids.getOrDefault(queue.address().url(), queue.address().name());
  }

  private static <T> Optional<T> parse(
      Properties properties, String name, Function<JsonNode, T> parser) {
    try {
      return properties.json(name).map(parser);
    } catch (AwsException e) {
      properties.problem(name, e.text());
      return Optional.empty();
    }
  }
}
