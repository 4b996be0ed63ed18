// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.flow.ProcessTree.Footprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTreeTest {
  @TempDir Path proc;

  @Test
  void readsMemoryAndProcessorTimeOfAProcess() throws IOException {
    var own = Files.createDirectories(proc.resolve(Long.toString(ProcessHandle.current().pid())));
    Files.writeString(proc.resolve("loadavg"), "1.25 0.50 0.10 2/345 6789\n");
    Files.writeString(
        own.resolve("smaps_rollup"),
        """
        561224445000-7ffd97080000 ---p 00000000 00:00 0                          [rollup]
        Rss:                2000 kB
        Pss:                1000 kB
        Pss_Dirty:           116 kB
        """);
    Files.writeString(
        own.resolve("stat"),
        "7 (a) name) S 1 7 7 0 -1 4194304 117 0 0 0 150 50 20 30 20 0 1 0 1149227 3133440 377\n");

    var footprint = new ProcessTree(ProcessHandle.current(), proc).now();

    assertThat(footprint)
        .usingRecursiveComparison()
        .ignoringFields("processes") // the test's own JVM may have children
        .isEqualTo(new Footprint(0, 1.024, 2.048, 2.5, 1.25));
    assertThat(footprint.processes()).isPositive();
  }

  @Test
  void knowsNothingWhereTheSystemTellsNothing() {
    assertThat(new ProcessTree(ProcessHandle.current(), proc.resolve("missing")).now())
        .isEqualTo(new Footprint(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
  }
}
