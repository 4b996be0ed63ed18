// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `AWS::Lambda::Function`,
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html.
final class FunctionReader {
  private static final int DEFAULT_TIMEOUT_SECONDS = 3;
  private static final int MAX_TIMEOUT_SECONDS = 900;
  private static final int LEAST_MEMORY_MB = 128;
  private static final int MOST_MEMORY_MB = 10_240;

  private final Identity identity;
  private final Problems problems;

  FunctionReader(Identity identity, Problems problems) {
    this.identity = identity;
    this.problems = problems;
  }

  FunctionConfig read(Resource resource) {
    var properties = Properties.of(resource, problems);
    var name = properties.string("FunctionName").orElse(resource.ref());
    properties.oneOf("Runtime", "java25", "java25");
    properties.oneOf("PackageType", "Zip", "Zip");
    // Processor and ephemeral storage are this machine's; tags and texts change nothing here.
    properties.accept("Architectures", "Description", "EphemeralStorage", "Tags");
    var function =
        new FunctionConfig(
            resource.logicalId(),
            name,
            properties.string("Role").orElse(identity.arn("iam", "role/" + name)),
            code(properties),
            limits(properties),
            surroundings(properties, name),
            deadLetterArn(properties));
    properties.end();
    return function;
  }

  private FunctionConfig.Code code(Properties properties) {
    var path = Path.of(properties.required("Code"));
    var code = new FunctionConfig.Code(path, properties.required("Handler"));
    if (properties.has("Code") && properties.has("Handler")) {
      check(code, properties);
    }
    return code;
  }

  private static void check(FunctionConfig.Code code, Properties properties) {
    if (!Files.exists(code.path())) {
      return; // reading the template has listed it
    }
    try {
      if (!FunctionJar.holds(code.path(), code.handlerClass())) {
        properties.problem(
            "Handler",
            "class %s is not in %s; run make build or correct the name"
                .formatted(code.handlerClass(), code.path()));
      }
    } catch (IOException e) {
      properties.problem("Code", "%s is no jar or zip: %s".formatted(code.path(), e.getMessage()));
    }
  }

  private static FunctionConfig.Limits limits(Properties properties) {
    var timeout = properties.integer("Timeout", DEFAULT_TIMEOUT_SECONDS, 1, MAX_TIMEOUT_SECONDS);
    var memory = properties.integer("MemorySize", LEAST_MEMORY_MB, LEAST_MEMORY_MB, MOST_MEMORY_MB);
    var reserved =
        properties.has("ReservedConcurrentExecutions")
            ? properties.integer("ReservedConcurrentExecutions", 0, 0, Integer.MAX_VALUE)
            : null;
    return new FunctionConfig.Limits(Duration.ofSeconds(timeout), memory, reserved);
  }

  private static FunctionConfig.Surroundings surroundings(Properties properties, String name) {
    var tracing =
        properties
            .object("TracingConfig")
            .map(config -> config.oneOf("Mode", "PassThrough", "PassThrough", "Active"))
            .orElse("PassThrough");
    var snapStart = snapStart(properties);
    var logging = properties.object("LoggingConfig");
    logging.ifPresent(config -> config.oneOf("LogFormat", "Text", "Text"));
    var logGroup =
        logging.flatMap(config -> config.string("LogGroup")).orElse("/aws/lambda/" + name);
    logging.ifPresent(Properties::end);
    return new FunctionConfig.Surroundings(
        environment(properties), logGroup, tracing.equals("Active"), snapStart);
  }

  private static boolean snapStart(Properties properties) {
    return properties
        .object("SnapStart")
        .map(config -> config.oneOf("ApplyOn", "None", "None", "PublishedVersions"))
        .orElse("None")
        .equals("PublishedVersions");
  }

  private static Map<String, String> environment(Properties properties) {
    var variables = new LinkedHashMap<String, String>();
    var declared = properties.object("Environment").flatMap(e -> e.object("Variables"));
    if (declared.isEmpty()) {
      return variables;
    }
    for (var name : declared.get().names()) {
      if (ProcessEnvironment.RESERVED.contains(name)) {
        declared.get().problem(name, "is set by Lambda and may not be set by a template");
      } else {
        declared.get().string(name).ifPresent(value -> variables.put(name, value));
      }
    }
    return variables;
  }

  private static @Nullable String deadLetterArn(Properties properties) {
    var arn =
        properties
            .object("DeadLetterConfig")
            .flatMap(config -> config.string("TargetArn"))
            .filter(text -> !text.isEmpty());
    if (arn.isPresent() && !Arns.isOf(arn.get(), "sqs")) {
      properties.problem(
          "DeadLetterConfig",
          "'%s' is not a queue; only queues are supported".formatted(arn.get()));
    }
    return arn.orElse(null);
  }
}
