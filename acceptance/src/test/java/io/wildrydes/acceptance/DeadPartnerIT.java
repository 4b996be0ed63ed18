// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A partner that fails every call, on both ways to Delivery.
@LocalOnly(
    "needs a stack with a short visibility timeout; with the template's"
        + " own, an order takes a quarter of an hour to its dead-letter queue on AWS")
class DeadPartnerIT {
  @TempDir Path logs;

  @ParameterizedTest(name = "FlowControl={0}")
  @CsvSource({"queue,DeliveryQueueDlqUrl", "none,DeliveryFunctionDlqUrl"})
  void everyAcceptedOrderEndsInTheDeadLetterQueueOfItsWay(String flowControl, String queue) {
    try (var cloud = LocalCloud.start(config(flowControl));
        var queues = Queues.of(AwsAccess.local(cloud.awsEndpoint()), cloud.outputs())) {
      var callers = new Callers(cloud.outputs());
      var accepted = new HashSet<String>();
      for (int i = 0; i < 2; i++) {
        accepted.add(callers.notify("{\"order_id\":\"order-" + i + "\"}").correlationId());
      }

      var dead =
          Await.until(
              "all orders dead",
              Duration.ofMinutes(2),
              () -> queues.correlationIdsIn(queue),
              accepted::equals);

      assertThat(accepted).hasSize(2);
      assertThat(dead).isEqualTo(accepted);
      assertThat(queues.deadCorrelationIds()).isEqualTo(accepted);
    }
  }

  private LocalCloudConfig config(String flowControl) {
    return LocalCloudConfig.of(Path.of("../template.yaml"))
        .onFreePorts()
        .withParameter("FlowControl", flowControl)
        .withParameter("SlowApiFailureRate", "1")
        .withParameter("DeliveryTimeout", "3")
        // Shortened like every wait of the platform, to 1.5 s: still longer than a delivery takes,
        // else orders come again while they are worked on and every copy starts a process.
        .withParameter("DeliveryVisibilityTimeout", "150")
        .withOutput(new Output(false, logs))
        .withWaits(new PlatformWaits(0.01));
  }
}
