// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TroubledCloudTest {
  @TempDir Path folder;

  /// Whoever closes may come between a stop and the next start.
  @Test
  void startsNoMoreOnceItIsClosed() {
    var plan = new CampaignPlan(1, 10, 1, Path.of("no"), folder, 0.1, Duration.ofMinutes(1));
    var cloud = new TroubledCloud(plan, folder, new TroubleTally());

    cloud.close();

    assertThatIOException()
        .isThrownBy(cloud::start)
        .withMessage("the local cloud starts no more, the campaign is over");
  }
}
