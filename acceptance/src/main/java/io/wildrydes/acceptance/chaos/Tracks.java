// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/// Work that goes on side by side, a virtual thread a piece. Closing interrupts what is not done,
/// and returns when nothing goes on any more. Used by one thread.
final class Tracks implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorCompletionService<Boolean> ended = new ExecutorCompletionService<>(threads);
  private int started;

  /// Starts one more.
  ///
  /// @return whether it is done
  BooleanSupplier start(TroubledCloud.Step step) {
    var track =
        ended.submit(() -> {
          step.run();
          return true;
        });
    started++;
    return track::isDone;
  }

  /// Returns when all are done, or tells the first failure at once, whatever the others do.
  void await() throws IOException, InterruptedException {
    try {
      for (int i = 0; i < started; i++) {
        boolean _ = ended.take().get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the campaign was broken off: " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
