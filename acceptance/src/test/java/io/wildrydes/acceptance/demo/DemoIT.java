// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.LocalOnly;
import io.wildrydes.acceptance.Programs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command that the README begins with, with less load.
@LocalOnly("starts a local cloud")
class DemoIT {
  @TempDir private Path logs;

  @Test
  void sendsOrdersAndRidesTogetherAndAccountsForBoth() throws Exception {
    var run =
        Programs.program(
            "demo.Demo",
            "--exit",
            "--gateway-port=0",
            "--aws-port=0",
            "--platform-waits=0.02",
            "--profile=short",
            "--ride-profile=short-rides",
            "--log-dir=" + logs);

    assertThat(run.output())
        .contains("answers           202: 30\n")
        .contains("orders accepted   30\n", "reconciled: 30 accepted = ")
        .contains("answers           201: 30\n")
        .contains("reconciled: 30 granted = 30 in the table + 0 in DLQ, nothing lost\n");
    assertThat(run.exitCode()).as(run.output()).isZero();
  }
}
