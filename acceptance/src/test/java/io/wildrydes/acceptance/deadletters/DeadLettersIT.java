// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.AwsAccess;
import io.wildrydes.acceptance.Callers;
import io.wildrydes.acceptance.FunctionLogs;
import io.wildrydes.acceptance.LocalOnly;
import io.wildrydes.acceptance.StopSignal;
import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Orders that died, seen and brought back by an operator, in each of the three queues.
@LocalOnly("makes orders die in every way, some by a template that is wrong")
class DeadLettersIT {
  private static final String API_KEY = "/wild-rydes/delivery/api-key";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir Path folder;

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "queue | wild-rydes-delivery-queue-dlq | by SQS, which keeps neither reason nor time: too many receives",
        "none  | wild-rydes-delivery-function-dlq | by Lambda, invoking the function: which failed"
      })
  void comeBackOnceThePartnerTakesThemAgain(String flowControl, String queue, String givenUp) {
    try (var cloud = LocalCloud.start(config(Path.of("../template.yaml"), flowControl))) {
      var key = putKey(cloud, "a".repeat(40));
      var accepted = send(cloud, 1);
      awaitDead(cloud, queue, accepted);

      var text = Dlq.text(access(cloud), cloud.outputs(), 10);
      putKey(cloud, key);
      var redriven = redriver(cloud).run(cloud.outputs(), queue);

      assertThat(text).contains(queue + ": 1 message", givenUp).contains(accepted);
      assertThat(redriven).isEqualTo(new Redriven(1, List.of()));
      awaitDelivered(accepted);
      assertThat(dead(cloud, queue)).isEmpty();
    }
  }

  @Test
  void comeBackThoughTheRuleMayStillNotUseItsTargetButNotWhenStoppedOrOnlyPlanned()
      throws IOException {
    var queue = "wild-rydes-delivery-rule-dlq";
    try (var cloud = LocalCloud.start(config(templateWithoutQueuePolicy(), "queue"))) {
      var accepted = send(cloud, 2);
      awaitDead(cloud, queue, accepted);

      var text = Dlq.text(access(cloud), cloud.outputs(), 10);
      var plan = redriver(cloud).plan(cloud.outputs(), "delivery-rule-dlq");
      var stopped = stopped(cloud).run(cloud.outputs(), queue);
      var still = dead(cloud, queue);
      var redriven = redriver(cloud).run(cloud.outputs(), queue);

      assertThat(plan).containsExactly(queue + ": about 2, each to the target that its rule names");
      assertThat(stopped).isEqualTo(new Redriven(0, List.of(queue + ": not begun")));
      assertThat(still).isEqualTo(accepted);
      assertThat(text)
          .contains(
              queue + ": 2 messages",
              "by rule wild-rydes-order-notify, handing over to wild-rydes-delivery",
              "NO_PERMISSIONS")
          .contains(accepted);
      assertThat(redriven).isEqualTo(new Redriven(2, List.of()));
      awaitDelivered(accepted);
      assertThat(dead(cloud, queue)).isEmpty();
    }
  }

  /// Delivery shows this key to the partner; at any other it gives up at once.
  ///
  /// @return the one it showed before
  private static String putKey(LocalCloud cloud, String key) {
    try (var secrets = access(cloud).client(SecretsManagerClient.builder())) {
      var before = secrets.getSecretValue(get -> get.secretId(API_KEY)).secretString();
      secrets.putSecretValue(put -> put.secretId(API_KEY).secretString(key));
      return before;
    }
  }

  private void awaitDelivered(Set<String> accepted) {
    var logs = new FunctionLogs(folder);
    for (var order : accepted) {
      var _ =
          Await.until(
              "order delivered",
              LIMIT,
              () -> logs.lines("delivery", order),
              lines ->
                  lines.stream()
                      .anyMatch(
                          line -> line.path("milestone").asText().equals("DELIVERY_COMPLETED")));
    }
  }

  private static Set<String> send(LocalCloud cloud, int orders) {
    var callers = new Callers(cloud.outputs());
    var accepted = new HashSet<String>();
    for (int i = 0; i < orders; i++) {
      accepted.add(callers.notify("{\"order_id\":\"order-" + i + "\"}").correlationId());
    }
    return accepted;
  }

  private static void awaitDead(LocalCloud cloud, String queue, Set<String> accepted) {
    var _ = Await.until("all orders dead", LIMIT, () -> dead(cloud, queue), accepted::equals);
  }

  /// The correlation ids in a dead-letter queue, seen as `make dlq` sees them.
  private static Set<String> dead(LocalCloud cloud, String queue) {
    try (var queues = DeadLetterQueues.of(access(cloud))) {
      var found = new HashSet<String>();
      queues.all(cloud.outputs()).stream()
          .filter(one -> one.name().equals(queue))
          .flatMap(one -> queues.look(one, 100).stream())
          .forEach(letter -> found.add(letter.correlationId()));
      return found;
    }
  }

  private static Redriver redriver(LocalCloud cloud) {
    return new Redriver(access(cloud), new StopSignal(), Redriver.ALL, _ -> {});
  }

  private static Redriver stopped(LocalCloud cloud) {
    var stop = new StopSignal();
    stop.give();
    return new Redriver(access(cloud), stop, Redriver.ALL, _ -> {});
  }

  private static AwsAccess access(LocalCloud cloud) {
    return AwsAccess.local(cloud.awsEndpoint());
  }

  private LocalCloudConfig config(Path template, String flowControl) {
    return LocalCloudConfig.of(template)
        .onFreePorts()
        .withParameter("FlowControl", flowControl)
        .withParameter("SlowApiFailureRate", "0")
        .withParameter("SlowApiMaxDelayMs", "0")
        // Shortened like every wait, to six seconds: longer than a delivery takes here.
        .withParameter("DeliveryVisibilityTimeout", "600")
        .withOutput(new Output(false, folder))
        .withWaits(new PlatformWaits(0.01));
  }

  /// The template, but the rule may not send to its queue.
  private Path templateWithoutQueuePolicy() throws IOException {
    var kept = new ArrayList<String>();
    boolean skipping = false;
    for (var line : Files.readAllLines(Path.of("../template.yaml"))) {
      if (line.equals("  DeliveryQueuePolicy:")) {
        skipping = true;
      } else if (line.isBlank()) {
        skipping = false;
      }
      if (!skipping) {
        kept.add(line);
      }
    }
    var text =
        String.join("\n", kept)
            .replace("CodeUri: ", "CodeUri: " + Path.of("..").toAbsolutePath().normalize() + "/");
    assertThat(text).doesNotContain("DeliveryQueuePolicy");
    return Files.writeString(folder.resolve("template.yaml"), text);
  }
}
