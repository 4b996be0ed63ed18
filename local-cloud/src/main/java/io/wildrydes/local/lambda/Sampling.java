// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

/// Decides whether to record the trace of an invocation whose caller left the decision open.
@FunctionalInterface
public interface Sampling {
  boolean isSampled(String functionName);
}
