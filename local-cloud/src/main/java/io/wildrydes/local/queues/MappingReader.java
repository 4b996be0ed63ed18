// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `AWS::Lambda::EventSourceMapping` for queues.
///
/// See
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html
/// and https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html.
final class MappingReader {
  static final String TYPE = "AWS::Lambda::EventSourceMapping";

  private static final int DEFAULT_BATCH = 10;
  private static final int MAX_BATCH = 10_000;
  private static final int MAX_WINDOW = 300;
  private static final int MIN_CONCURRENCY = 2;
  private static final int MAX_CONCURRENCY = 1000;
  private static final int MAX_FILTERS = 10;
  private static final int DEFAULT_FUNCTION_TIMEOUT = 3;

  private final Stack stack;
  private final Problems problems;
  private final Queues queues;

  MappingReader(Stack stack, Problems problems, Queues queues) {
    this.stack = stack;
    this.problems = problems;
    this.queues = queues;
  }

  /// The mappings that are switched on.
  List<EventSourceMapping> read() {
    return stack.ofType(TYPE).stream().map(this::mapping).flatMap(Optional::stream).toList();
  }

  private Optional<EventSourceMapping> mapping(Resource resource) {
    var properties = Properties.of(resource, problems);
    var queue = queue(properties);
    var functionArn = functionArn(properties.required("FunctionName"));
    boolean enabled = properties.flag("Enabled", true);
    var batching = batching(properties);
    int concurrency = concurrency(properties);
    var types = properties.strings("FunctionResponseTypes");
    if (!types.isEmpty() && !types.equals(List.of("ReportBatchItemFailures"))) {
      properties.problem("FunctionResponseTypes", types + " is not [ReportBatchItemFailures]");
    }
    var filter = filter(properties);
    properties.accept("Tags");
    properties.end();
    queue.ifPresent(source -> checkTimeout(properties, source, functionArn));
    return queue
        .filter(_ -> enabled)
        .map(source ->
            new EventSourceMapping(
                resource.logicalId(),
                source,
                functionArn,
                batching,
                concurrency,
                !types.isEmpty(),
                filter));
  }

  private Optional<MessageQueue> queue(Properties properties) {
    var arn = properties.required("EventSourceArn");
    if (arn.isEmpty()) {
      return Optional.empty();
    }
    if (!arn.startsWith(stack.identity().arn("sqs", ""))) {
      properties.problem("EventSourceArn", "'%s' is not supported; an SQS queue is".formatted(arn));
      return Optional.empty();
    }
    var queue = queues.byArn(arn);
    if (queue.isEmpty()) {
      properties.problem("EventSourceArn", "'%s' is not a queue of this stack".formatted(arn));
    }
    return queue;
  }

  /// The ARN for any of the forms in which a function may be named.
  private String functionArn(String name) {
    int nameAt = name.indexOf("function:");
    var plain = nameAt < 0 ? name : name.substring(nameAt + "function:".length());
    return name.startsWith("arn:") ? name : stack.identity().arn("lambda", "function:" + plain);
  }

  private static EventSourceMapping.Batching batching(Properties properties) {
    int size = properties.integer("BatchSize", DEFAULT_BATCH, 1, MAX_BATCH);
    int window = properties.integer("MaximumBatchingWindowInSeconds", 0, 0, MAX_WINDOW);
    if (size > DEFAULT_BATCH && window == 0) {
      properties.problem(
          "MaximumBatchingWindowInSeconds", "must be at least 1 when BatchSize is over 10");
    }
    return new EventSourceMapping.Batching(size, Duration.ofSeconds(window));
  }

  private static int concurrency(Properties properties) {
    var scaling = properties.object("ScalingConfig");
    int maximum =
        scaling
            .map(s ->
                s.integer("MaximumConcurrency", MAX_CONCURRENCY, MIN_CONCURRENCY, MAX_CONCURRENCY))
            .orElse(MAX_CONCURRENCY);
    scaling.ifPresent(Properties::end);
    return maximum;
  }

  private static MessageFilter filter(Properties properties) {
    var patterns = new ArrayList<JsonNode>();
    var criteria = properties.object("FilterCriteria");
    if (criteria.isPresent()) {
      for (var filter : criteria.get().objects("Filters")) {
        filter.json("Pattern").ifPresent(patterns::add);
        filter.end();
      }
      criteria.get().end();
    }
    if (patterns.size() > MAX_FILTERS) {
      properties.problem("FilterCriteria", "has %d filters, 10 at most".formatted(patterns.size()));
    }
    try {
      return MessageFilter.of(patterns);
    } catch (IllegalArgumentException e) {
      properties.problem("FilterCriteria Filters Pattern", String.valueOf(e.getMessage()));
      return MessageFilter.of(List.of());
    }
  }

  /// Lambda refuses a mapping whose function may outlast the time its messages are hidden.
  private void checkTimeout(Properties properties, MessageQueue queue, String functionArn) {
    int visibility = queue.settings().number(QueueNumber.VISIBILITY_TIMEOUT);
    int timeout = functionTimeout(functionArn);
    if (visibility < timeout) {
      properties.problem(
          "EventSourceArn",
          "queue visibility timeout: %d seconds is less than function timeout: %d seconds"
              .formatted(visibility, timeout));
    }
  }

  private int functionTimeout(String functionArn) {
    var name =
        functionArn.substring(stack.identity().arn("lambda", "function:").length())
            .split(":", -1)[0];
    return stack.ofType("AWS::Lambda::Function").stream()
        .filter(function -> function.ref().equals(name))
        .findFirst()
        .map(function -> function.properties().path("Timeout").asInt(DEFAULT_FUNCTION_TIMEOUT))
        .orElse(0);
  }
}
