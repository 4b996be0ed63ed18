// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One version of a function: what an execution environment is made for.
///
/// @param number `$LATEST` or a published version's number
/// @param debugged whether people hold its invocations at breakpoints: nothing it does is limited
///   in time, and one environment serves all versions of the function, one after the other
record FunctionVersion(FunctionConfig function, String number, boolean debugged) {
  static final String LATEST = "$LATEST";

  /// Longer than anybody sits at a breakpoint.
  private static final Duration SUSPENDED = Duration.ofDays(7);

  private static final Duration INIT_LIMIT = Duration.ofSeconds(10);

  FunctionVersion(FunctionConfig function, String number) {
    this(function, number, false);
  }

  FunctionVersion withDebugger() {
    return new FunctionVersion(function, number, true);
  }

  String name() {
    return function.name();
  }

  /// Whether environments of this version start from a snapshot: only published versions do, and
  /// not under a debugger, because a snapshot is a second process and a port serves one.
  boolean startsFromSnapshot() {
    return function.surroundings().snapStart() && !number.equals(LATEST) && !debugged;
  }

  /// Whether an environment of the other one serves this one, too.
  boolean sharesEnvironmentsWith(FunctionVersion other) {
    return equals(other) || (debugged && other.debugged && name().equals(other.name()));
  }

  Duration timeout() {
    return debugged ? SUSPENDED : function.limits().timeout();
  }

  /// How long initialising may take, and restoring,
  /// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html.
  Duration initLimit() {
    return debugged ? SUSPENDED : INIT_LIMIT;
  }

  /// The most invocations at once, if there is a limit. Those that find the debugged environment
  /// busy wait for it instead of being throttled; no concurrency at all stays none.
  @Nullable Integer reservedConcurrency() {
    var reserved = function.limits().reservedConcurrency();
    return debugged && reserved != null && reserved > 0 ? null : reserved;
  }
}
