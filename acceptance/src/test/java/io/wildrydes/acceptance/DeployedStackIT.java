// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.LocalCloudConfig.Source;
import io.wildrydes.local.aws.PlatformWaits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The suite as it runs against a deployed stack: in a process of its own, which knows the stack's
/// name, a region and credentials. A local cloud stands for the account, by `AWS_ENDPOINT_URL`.
@LocalOnly("runs the suite against a local cloud as if it were an account")
class DeployedStackIT {
  private static final String STACK = "somebodys-stack";

  @Test
  void isJudgedByTheSameTestsAndLeftAsItWas() throws IOException, InterruptedException {
    var config =
        LocalCloudConfig.of(Path.of("../template.yaml"))
            .withStack(new Source(Path.of("../template.yaml"), STACK, "us-east-1", Map.of()))
            .onFreePorts()
            .withOutput(new Output(false, null))
            .withWaits(new PlatformWaits(0.02));
    try (var cloud = LocalCloud.start(config);
        var values = RunTimeValues.of(AwsAccess.local(cloud.awsEndpoint()), STACK)) {
      var settings = values.settings();

      var run = runSuite(cloud.awsEndpoint());

      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output())
          .contains("passed   OrdersIT.deliversEveryAcceptedOrder")
          .contains("passed   GatewayRefusalsIT.answers502ForAFunctionThatFailed")
          .contains("passed   SettingsIT.areFollowedWithinSecondsAndWithoutARestart")
          .contains("skipped  KilledEnvironmentsIT: kills the functions' processes")
          .contains("skipped  DeadPartnerIT: needs a stack with a short visibility timeout")
          .doesNotContain("FAILED");
      assertThat(values.settings()).isEqualTo(settings);
    }
  }

  private static Run runSuite(URI endpoint) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-Dacceptance.stack=" + STACK,
            "-cp",
            System.getProperty("java.class.path"),
            SuiteRun.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "developer",
                "AWS_SECRET_ACCESS_KEY", "not-a-secret"));
    var process = builder.redirectErrorStream(true).start();
    try (var output = process.getInputStream()) {
      var text = new String(output.readAllBytes(), UTF_8);
      return new Run(process.waitFor(), text);
    } finally {
      process.destroyForcibly();
    }
  }

  private record Run(int exitCode, String output) {}
}
