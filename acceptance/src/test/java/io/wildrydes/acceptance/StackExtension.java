// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/// Gives [BlackBox] tests the stack, which is found or started once for all of them. Against a
/// deployed stack, says of each test how it ended.
final class StackExtension implements BeforeAllCallback, ParameterResolver, TestWatcher {
  private static final Namespace NAMESPACE = Namespace.create(StackExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    stack(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == StackUnderTest.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return stack(context);
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    say("passed", context, "");
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    say("FAILED", context, reason(cause));
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    say("skipped", context, reason(cause));
  }

  private static String reason(@Nullable Throwable cause) {
    return cause == null ? "" : ": " + cause.getMessage();
  }

  private static StackUnderTest stack(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(StackUnderTest.class, _ -> StackUnderTest.open(), StackUnderTest.class);
  }

  private static void say(String ending, ExtensionContext context, String more) {
    if (StackUnderTest.deployedName().isPresent()) {
      System.out.printf(
          "%-8s %s.%s %s%s%n",
          ending,
          context.getRequiredTestClass().getSimpleName(),
          context.getRequiredTestMethod().getName(),
          context.getDisplayName(),
          more);
    }
  }
}
