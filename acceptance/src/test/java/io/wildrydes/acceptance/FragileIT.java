// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The system with the usual flaws: they show only when something fails.
@LocalOnly(
    "needs a stack with Resilience=fragile; the settings of a deployed one" + " are its owner's")
class FragileIT {
  @TempDir private Path logs;

  @Test
  void deliversWhileThePartnerIsWell() {
    var config =
        LocalCloudConfig.of(Path.of("../template.yaml"))
            .onFreePorts()
            .withParameter("Resilience", "fragile")
            .withParameter("SlowApiFailureRate", "0")
            .withParameter("SlowApiMaxDelayMs", "50")
            .withOutput(new Output(false, logs));
    try (var cloud = LocalCloud.start(config)) {
      var answer = new Callers(cloud.outputs()).notify("{}");

      assertThat(answer.status()).isEqualTo(202);
      new FunctionLogs(logs).awaitDelivered(Set.of(answer.correlationId()));
    }
  }
}
