// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.FakeAws.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@LocalOnly("needs an SQS that answers at the wrong moment")
class QueuesIT {
  private static final String URL = "http://127.0.0.1/000000000000/dlq";

  private final AtomicInteger received = new AtomicInteger();

  @Test
  void looksOnThoughSomebodyElseHasTakenAMessageMeanwhile() throws IOException {
    try (var aws = FakeAws.of(this::answer);
        var queues = Queues.of(AwsAccess.local(aws.endpoint()), Map.of("DlqUrl", URL))) {
      assertThat(queues.deadCorrelationIds()).containsExactly("c-1");
      assertThat(aws.asked())
          .containsExactly("ReceiveMessage", "ReceiveMessage", "ChangeMessageVisibility");
    }
  }

  private Answer answer(String operation) {
    return switch (operation) {
      case "ReceiveMessage" ->
          received.getAndIncrement() == 0 ? FakeAws.message("c-1") : Answer.ok("{}");
      case "ChangeMessageVisibility" -> Answer.error("MessageNotInflight");
      default -> Answer.error("UnknownOperation");
    };
  }
}
