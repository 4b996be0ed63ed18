// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.template.Endpoints;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Stack;
import io.wildrydes.local.template.TemplateInput;
import io.wildrydes.local.template.TemplateReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;

/// What of a template decides what an order costs, with its parameters filled in.
///
/// @param usesQueue whether a queue stands between the bus and Delivery
record StackShape(
    boolean usesQueue,
    double traceSampling,
    Partner partner,
    Memory memory,
    Duration deliveryTimeout,
    Standing standing) {

  /// Reads the template as the local cloud does.
  ///
  /// @param parameters other values than the template's defaults
  /// @throws io.wildrydes.local.template.InvalidTemplateException when it is not valid
  static StackShape read(Path template, Map<String, String> parameters) {
    var problems = new Problems();
    var nowhere = new Endpoints("http://127.0.0.1:1", "http://127.0.0.1:2");
    var input =
        new TemplateInput(template, "wild-rydes", Identity.local("us-east-1"), parameters, nowhere);
    var stack = new TemplateReader(new SecureRandom()).read(input, problems);
    problems.throwIfAny();
    return of(stack);
  }

  private static StackShape of(Stack stack) {
    return new StackShape(
        parameter(stack, "FlowControl").equals("queue"),
        number(stack, "TraceSampling"),
        new Partner(
            parameter(stack, "Resilience").equals("fragile"),
            number(stack, "SlowApiFailureRate"),
            (number(stack, "SlowApiMinDelayMs") + number(stack, "SlowApiMaxDelayMs")) / 2),
        new Memory(
            memoryGb(stack, "Notification"),
            memoryGb(stack, "Delivery"),
            memoryGb(stack, "SlowApi")),
        Duration.ofSeconds(Long.parseLong(parameter(stack, "DeliveryTimeout"))),
        new Standing(
            stack.ofType("AWS::SecretsManager::Secret").size(),
            stack.ofType("AWS::Lambda::EventSourceMapping").size()));
  }

  private static double memoryGb(Stack stack, String function) {
    var resource = stack.resources().get(function);
    if (resource == null) {
      throw new IllegalArgumentException("the template has no function " + function);
    }
    return resource.properties().path("MemorySize").asInt(128) / 1024.0;
  }

  private static double number(Stack stack, String parameter) {
    return Double.parseDouble(parameter(stack, parameter));
  }

  private static String parameter(Stack stack, String name) {
    var value = stack.parameters().get(name);
    if (value == null) {
      throw new IllegalArgumentException("the template has no parameter " + name);
    }
    return value;
  }

  /// How the partner is and how Delivery takes it.
  ///
  /// @param isFragile Delivery waits 3 to 8 s between tries, else 0.5 s and more
  /// @param meanDelayMs of calls that do not fail
  record Partner(boolean isFragile, double failureRate, double meanDelayMs) {}

  /// What costs while nobody sends anything.
  ///
  /// @param queueMappings queues that Lambda polls
  record Standing(int secrets, int queueMappings) {}

  /// Gigabytes of each function.
  record Memory(double notificationGb, double deliveryGb, double slowApiGb) {}
}
