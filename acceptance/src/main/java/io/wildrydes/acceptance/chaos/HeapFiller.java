// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import java.util.ArrayList;
import java.util.List;

/// A Java agent that takes all the memory of the process it is loaded into, for some seconds, so
/// that whatever else runs there meets a real [OutOfMemoryError]. Uses nothing but the JDK.
final class HeapFiller {
  private static final int FIRST_BLOCK = 1 << 20;

  /// So small that what is left between the blocks is of no use to an invocation.
  private static final int LAST_BLOCK = 1 << 10;

  /// What others have given back meanwhile is taken again after so long.
  private static final int PAUSE_MILLIS = 100;

  private HeapFiller() {}

  /// Called by the JVM that the agent is loaded into.
  ///
  /// @param seconds for how long once there is none left
  public static void agentmain(String seconds) {
    long nanos = Long.parseLong(seconds) * 1_000_000_000L;
    Thread.ofPlatform().daemon().name("heap-filler").start(() -> hold(nanos));
  }

  private static void hold(long nanos) {
    List<byte[]> blocks = new ArrayList<>(1 << 16);
    fill(blocks); // which takes a busy machine a while
    long end = System.nanoTime() + nanos;
    try {
      while (System.nanoTime() < end) {
        Thread.sleep(PAUSE_MILLIS);
        fill(blocks);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    blocks.clear();
  }

  /// Takes blocks until not even a small one is left.
  private static void fill(List<byte[]> blocks) {
    for (int size = FIRST_BLOCK; size >= LAST_BLOCK; size /= 2) {
      try {
        while (true) {
          blocks.add(new byte[size]);
        }
      } catch (OutOfMemoryError _) {
        // what was wanted
      }
    }
  }
}
