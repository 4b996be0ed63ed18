// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// The machine that something was measured on, as reports name it.
public final class Machine {
  private static final double GIGABYTE = 1e9;

  private Machine() {}

  /// Processors, system, memory and JDK in one line.
  public static String text() {
    return "%d processors, %s %s, %s, JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            memory(),
            Runtime.version());
  }

  private static String memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? "%.0f GB".formatted(system.getTotalMemorySize() / GIGABYTE)
        : "memory unknown";
  }
}
