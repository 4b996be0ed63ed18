// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Stack;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesServiceTest {
  @TempDir Path folder;

  @Test
  void closesAStackThatHasNoTables() {
    var platform =
        new Platform(
            Identity.local("us-east-1"),
            () -> Instant.EPOCH,
            PlatformWaits.AS_ON_AWS,
            () -> "id",
            new Random(1));
    var stack = new Stack("s", platform.identity(), Map.of(), Map.of(), Map.of());
    var config = TablesConfig.of(Path.of("java"), folder, Optional.empty());
    var service = TablesService.of(stack, new Problems(), platform, config);

    service.start();
    service.awaitReady();

    assertThat(service.apis()).isEmpty();
    assertThatCode(service::close).doesNotThrowAnyException();
  }
}
