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
class DeadPartnerIT {
  @TempDir Path logs;

  @ParameterizedTest(name = "FlowControl={0}")
  @CsvSource({"queue,DeliveryQueueDlqUrl", "none,DeliveryFunctionDlqUrl"})
  void everyAcceptedOrderEndsInTheDeadLetterQueueOfItsWay(String flowControl, String queue) {
    try (var cloud = LocalCloud.start(config(flowControl));
        var queues = Queues.at(cloud.awsEndpoint(), cloud.outputs())) {
      var callers = new Callers(cloud.outputs());
      var accepted = new HashSet<String>();
      for (int i = 0; i < 3; i++) {
        accepted.add(callers.notify("{\"order_id\":\"order-" + i + "\"}").correlationId());
      }

      var dead =
          Await.until(
              "all orders dead",
              Duration.ofMinutes(2),
              () -> queues.correlationIdsIn(queue),
              accepted::equals);

      assertThat(accepted).hasSize(3);
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
        .withParameter("DeliveryVisibilityTimeout", "18")
        .withOutput(new Output(false, logs))
        .withWaits(new PlatformWaits(0.01));
  }
}
