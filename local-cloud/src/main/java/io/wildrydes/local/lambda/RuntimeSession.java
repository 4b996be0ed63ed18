// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Credentials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One runtime as the Runtime API sees it: what its process asks for and reports.
interface RuntimeSession {
  /// The next event; waits for one. Empty when there will be none.
  Optional<Delivery> next() throws InterruptedException;

  void answered(String requestId, byte[] payload);

  void failed(String requestId, Outcome.Failed failure);

  void initFailed(Outcome.Failed failure);

  /// Waits until the snapshot that this process stands for is restored.
  void awaitRestore() throws InterruptedException;

  void restoreFailed(Outcome.Failed failure);

  /// The credentials served to a process that was given this token.
  Credentials.@Nullable Key credentials(String token);
}
