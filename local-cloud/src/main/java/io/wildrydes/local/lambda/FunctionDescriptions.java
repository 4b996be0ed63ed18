// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;

/// Functions as Lambda's API describes them.
final class FunctionDescriptions {
  private final FunctionCatalog catalog;
  private final Invocations invocations;

  FunctionDescriptions(FunctionCatalog catalog, Invocations invocations) {
    this.catalog = catalog;
    this.invocations = invocations;
  }

  /// The answer of `ListFunctions`.
  ObjectNode list() {
    var answer = Json.object();
    var functions = answer.putArray("Functions");
    catalog.functions().forEach(function -> functions.add(configuration(function.name())));
    return answer;
  }

  /// The answer of `GetFunction`.
  ObjectNode function(String name) {
    var function = invocations.find(name).version().function();
    var answer = Json.object();
    answer.set("Configuration", configuration(name));
    answer.putObject("Code").put("Location", function.code().path().toUri().toString());
    var reserved = function.limits().reservedConcurrency();
    if (reserved != null) {
      answer.putObject("Concurrency").put("ReservedConcurrentExecutions", reserved);
    }
    return answer;
  }

  /// The answer of `GetFunctionConfiguration`.
  ObjectNode configuration(String name) {
    var target = invocations.find(name);
    var function = target.version().function();
    var surroundings = function.surroundings();
    var answer =
        Json.object()
            .put("FunctionName", function.name())
            .put("FunctionArn", target.invokedArn())
            .put("Runtime", "java25")
            .put("Role", function.roleArn())
            .put("Handler", function.code().handler())
            .put("Timeout", function.limits().timeout().toSeconds())
            .put("MemorySize", function.limits().memoryMb())
            .put("Version", target.version().number())
            .put("PackageType", "Zip")
            .put("State", "Active")
            .put("LastUpdateStatus", "Successful");
    answer
        .putObject("TracingConfig")
        .put("Mode", surroundings.tracing() ? "Active" : "PassThrough");
    answer
        .putObject("SnapStart")
        .put("ApplyOn", surroundings.snapStart() ? "PublishedVersions" : "None")
        .put("OptimizationStatus", target.version().startsFromSnapshot() ? "On" : "Off");
    answer
        .putObject("LoggingConfig")
        .put("LogFormat", "Text")
        .put("LogGroup", surroundings.logGroup());
    if (function.deadLetterArn() != null) {
      answer.putObject("DeadLetterConfig").put("TargetArn", function.deadLetterArn());
    }
    var variables = answer.putObject("Environment").putObject("Variables");
    surroundings.environment().forEach(variables::put);
    return answer;
  }
}
