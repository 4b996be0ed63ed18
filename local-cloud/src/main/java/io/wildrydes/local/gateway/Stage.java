// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One deployed stage of an API.
///
/// @param variables by name; empty when it has none
/// @param tracing whether X-Ray follows requests
/// @param accessLog where and how requests are logged; null when they are not
record Stage(
    Api api,
    String name,
    String deploymentId,
    Map<String, String> variables,
    boolean tracing,
    MethodLimits limits,
    @Nullable AccessLogSetting accessLog) {

  Stage {
    variables = Map.copyOf(variables);
  }

  /// What tells the stages of a stack apart.
  Key key() {
    return new Key(api.id(), name);
  }

  /// An API's id and a stage's name.
  record Key(String apiId, String stage) {}

  /// Where a stage's access log goes, and what a line says.
  record AccessLogSetting(String logGroup, VariableText format) {}
}
