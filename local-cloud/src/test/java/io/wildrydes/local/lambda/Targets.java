// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Functions that need no jar, as they never start.
final class Targets {
  private Targets() {}

  /// The unpublished version of a function with a dead-letter queue.
  static Target unlucky(String deadLetterArn) {
    return new Target(
        new FunctionVersion(config(Map.of(), false, deadLetterArn), FunctionVersion.LATEST),
        LambdaRig.IDENTITY.arn("lambda", "function:unlucky"),
        AsyncSettings.DEFAULT);
  }

  /// Version 1 of a function with variables of its own.
  static FunctionVersion function(Map<String, String> own, boolean snapStart) {
    return new FunctionVersion(config(own, snapStart, null), "1");
  }

  /// A function with this name and logical id.
  static FunctionConfig named(String name, String logicalId) {
    var like = config(Map.of(), false, null);
    return new FunctionConfig(
        logicalId, name, like.roleArn(), like.code(), like.limits(), like.surroundings(), null);
  }

  private static FunctionConfig config(
      Map<String, String> own, boolean snapStart, @Nullable String deadLetterArn) {
    return new FunctionConfig(
        "Unlucky",
        "unlucky",
        "arn:aws:iam::000000000000:role/r",
        new FunctionConfig.Code(Path.of("unlucky.jar"), "Unlucky"),
        new FunctionConfig.Limits(Duration.ofSeconds(3), 128, null),
        new FunctionConfig.Surroundings(own, "/aws/lambda/unlucky", false, snapStart),
        deadLetterArn);
  }
}
