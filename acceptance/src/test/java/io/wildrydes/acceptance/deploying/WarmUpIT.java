// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.FunctionLogs;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.testing.LocalCloudExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WarmUpIT {
  @TempDir static Path logs;

  @RegisterExtension
  static final LocalCloudExtension CLOUD =
      LocalCloudExtension.of(() ->
          LocalCloudConfig.of(Path.of("../template.yaml"))
              .onFreePorts()
              .withOutput(new Output(false, logs)));

  @Test
  void invokesEveryFunctionWithoutDoingBusiness() throws InterruptedException {
    var outputs = CLOUD.cloud().outputs();

    try (var warmer = FunctionWarmer.of(AwsAccess.local(CLOUD.cloud().awsEndpoint()), _ -> {})) {
      var warmed = warmer.warm(outputs, 2);

      assertThat(warmed)
          .extracting(WarmFunction::name)
          .containsExactly("wild-rydes-delivery", "wild-rydes-notification", "wild-rydes-slow-api");
      assertThat(warmed)
          .allSatisfy(function -> {
            assertThat(function.problem()).isEmpty();
            assertThat(function.invocations()).hasSize(2);
          });
    }
    var functions = new FunctionLogs(logs);
    assertThat(functions.count("notification", "NOTIFY_EVENT_PUBLISHED")).isZero();
    assertThat(functions.count("delivery", "DELIVERY_STARTED")).isZero();
    assertThat(functions.count("slow-api", "SLOW_CALL_RECEIVED")).isZero();
  }
}
