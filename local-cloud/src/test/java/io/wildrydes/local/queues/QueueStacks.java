// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// Stacks of queues and mappings, as the template reader would resolve them.
final class QueueStacks {
  static final Identity IDENTITY = Identity.local("us-east-1");

  private final Map<String, Resource> resources = new LinkedHashMap<>();

  static QueueStacks stack() {
    return new QueueStacks();
  }

  static Platform platform(InstantSource clock, double waits) {
    return new Platform(
        IDENTITY,
        clock,
        new PlatformWaits(waits),
        () -> UUID.randomUUID().toString(),
        new Random(42));
  }

  static String url(String queue) {
    return "http://127.0.0.1:4566/000000000000/" + queue;
  }

  static String arn(String queue) {
    return IDENTITY.arn("sqs", queue);
  }

  /// A queue whose logical id is its name.
  QueueStacks queue(String name, String properties) {
    return with(name, "AWS::SQS::Queue", url(name), properties);
  }

  QueueStacks with(String logicalId, String type, String ref, String properties) {
    var parsed = (ObjectNode) Json.parse(properties);
    resources.put(logicalId, new Resource(logicalId, type, ref, parsed));
    return this;
  }

  Stack build() {
    return new Stack("test", IDENTITY, resources, Map.of(), Map.of());
  }
}
