// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

/// Is told what happened, for traces and metrics. Called from many threads; must not block.
@FunctionalInterface
public interface InvocationObserver {
  void observe(LambdaEvent event);
}
