// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One function as its template describes it.
///
/// @param deadLetterArn the queue that takes asynchronous events the function could not process
record FunctionConfig(
    String logicalId,
    String name,
    String roleArn,
    Code code,
    Limits limits,
    Surroundings surroundings,
    @Nullable String deadLetterArn) {

  /// The name of the role, the last part of its ARN.
  String roleName() {
    return roleArn.substring(roleArn.lastIndexOf('/') + 1);
  }

  /// What runs.
  ///
  /// @param path a jar, another zip or a folder; classes at its top, libraries in `lib/`
  /// @param handler `package.Class` or `package.Class::method`
  record Code(Path path, String handler) {
    String handlerClass() {
      int method = handler.indexOf("::");
      return method < 0 ? handler : handler.substring(0, method);
    }
  }

  /// What bounds it.
  ///
  /// @param reservedConcurrency the most invocations at once; absent when the function has no limit
  ///   of its own
  record Limits(Duration timeout, int memoryMb, @Nullable Integer reservedConcurrency) {}

  /// What it finds around itself.
  ///
  /// @param environment its own variables
  /// @param tracing whether Lambda records segments for it (`Tracing: Active`)
  /// @param snapStart whether published versions start from a snapshot
  record Surroundings(
      Map<String, String> environment, String logGroup, boolean tracing, boolean snapStart) {
    Surroundings {
      environment = Map.copyOf(environment);
    }
  }
}
