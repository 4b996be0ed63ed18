// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips [LocalOnly] tests where a deployed stack is judged, and prints why.
final class LocalOnlyCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (StackUnderTest.deployedName().isEmpty()) {
      return ConditionEvaluationResult.enabled("runs against local clouds of its own");
    }
    var type = context.getRequiredTestClass();
    var reason = type.getAnnotation(LocalOnly.class).value();
    if (context.getTestMethod().isEmpty()) {
      System.out.println("skipped  " + type.getSimpleName() + ": " + reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
