// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.FakeAws;
import io.wildrydes.acceptance.FakeAws.Answer;
import io.wildrydes.acceptance.FunctionLogs;
import io.wildrydes.acceptance.LocalOnly;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.testing.LocalCloudExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@LocalOnly("looks into log files for business that was done")
class WarmUpIT {
  private static final Answer SNAP_START =
      Answer.ok("{\"SnapStart\":{\"OptimizationStatus\":\"On\"}}");

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

    try (var warmer =
        FunctionWarmer.of(AwsAccess.local(CLOUD.awsEndpoint()), Duration.ofMinutes(3), _ -> {})) {
      var warmed = warmer.warm(outputs, 2);

      assertThat(warmed)
          .extracting(WarmFunction::name)
          .containsExactly(
              "wild-rydes-delivery",
              "wild-rydes-notification",
              "wild-rydes-promo",
              "wild-rydes-put-deferred-ride-record",
              "wild-rydes-put-ride-record",
              "wild-rydes-request-ride",
              "wild-rydes-ride-fleet",
              "wild-rydes-slow-api");
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
    assertThat(functions.count("request-ride", "RIDE_REQUEST_RECEIVED")).isZero();
    assertThat(functions.count("put-ride-record", "SAVED_IN_DATABASE")).isZero();
  }

  @Test
  void waitsForAnInvocationAsLongAsItIsTold() throws Exception {
    var over = new CountDownLatch(1);
    try (var aws = FakeAws.of(path -> path.endsWith("/configuration") ? SNAP_START : never(over));
        var warmer =
            FunctionWarmer.of(AwsAccess.local(aws.endpoint()), Duration.ofMillis(200), _ -> {})) {
      var warmed = warmer.warm(Map.of("OrdersFunctionName", "orders"), 1);

      over.countDown();
      assertThat(warmed)
          .singleElement()
          .extracting(WarmFunction::problem, as(STRING))
          .contains("Read timed out");
    }
  }

  private static Answer never(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Answer.ok("null");
  }
}
