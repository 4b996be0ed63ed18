// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.testing.LocalCloudExtension;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What accidents do to a running stack: killed processes, at the worst time. The partner takes
/// half a second and never fails by itself.
@LocalOnly("kills the functions' processes, which nobody can reach on AWS")
class KilledEnvironmentsIT {
  private static final String DELIVERY = "io.wildrydes.delivery.DeliveryHandler";

  private static final String KILLED = "Runtime exited with error: signal: killed";

  @TempDir static Path logs;

  @RegisterExtension
  static final LocalCloudExtension CLOUD =
      LocalCloudExtension.of(() ->
          LocalCloudConfig.of(Path.of("../template.yaml"))
              .onFreePorts()
              .withParameter("SlowApiFailureRate", "0")
              .withParameter("SlowApiMinDelayMs", "500")
              .withParameter("SlowApiMaxDelayMs", "500")
              .withOutput(new Output(false, logs))
              .withWaits(new PlatformWaits(0.02)));

  private final Callers callers = new Callers(CLOUD.cloud().outputs());
  private final FunctionLogs functionLogs = new FunctionLogs(logs);
  private final RunTimeValues values =
      RunTimeValues.of(AwsAccess.local(CLOUD.cloud().awsEndpoint()));
  private final String apiKey = values.apiKey();

  @AfterEach
  void takeChangesBack() {
    values.putApiKey(apiKey);
    values.close();
  }

  @Test
  void deliversOnceTheKeyIsRightAgain() {
    values.putApiKey("a".repeat(40));
    Environments.kill(DELIVERY); // those that know the right key
    var order = callers.notify("{}").correlationId();
    functionLogs.awaitMoreThan(0, "delivery", "partner refused the key, read again");

    values.putApiKey(apiKey);

    functionLogs.awaitDelivered(Set.of(order));
  }

  @Test
  void deliversEveryOrderThoughEnvironmentsAreKilled() {
    long started = functionLogs.count("delivery", "DELIVERY_STARTED");
    long killed = functionLogs.count("delivery", KILLED);
    var accepted = new HashSet<String>();
    for (int i = 0; i < 9; i++) {
      accepted.add(callers.notify("{}").correlationId());
    }
    functionLogs.awaitMoreThan(started, "delivery", "DELIVERY_STARTED");

    Environments.kill(DELIVERY);

    functionLogs.awaitMoreThan(killed, "delivery", KILLED);
    functionLogs.awaitDelivered(accepted);
    assertThat(accepted).hasSize(9);
  }
}
