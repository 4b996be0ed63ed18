// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real runtime client, one invocation at a time.
final class SandboxIT {
  @TempDir private static Path folder;
  private static LambdaRig rig;

  @BeforeAll
  static void start() {
    rig =
        new LambdaRig(folder)
            .function("echo", "EchoHandler", "{\"Timeout\":2}")
            .function("broken", "BrokenHandler", "{}")
            .start();
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @Test
  void answersTheEvent() throws InterruptedException {
    assertThat(rig.answer("echo", "{\"a\":1}")).isEqualTo("{\"a\":1}");
  }
}
