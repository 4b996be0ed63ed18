// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.testing.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A second local cloud beside the first.
@LocalOnly("starts several local clouds")
class SideBySideIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path TEMPLATE = Path.of("../template.yaml");

  @TempDir private Path folder;

  @Test
  void twoOfOneTemplateShareNothingButTheirFolder() {
    var firstLogs = folder.resolve("first");
    var secondLogs = folder.resolve("second");
    try (var second = LocalCloud.start(orders(secondLogs))) {
      try (var first = LocalCloud.start(orders(firstLogs));
          var values = RunTimeValues.of(AwsAccess.local(first.awsEndpoint()));
          var othersValues = RunTimeValues.of(AwsAccess.local(second.awsEndpoint()))) {
        deliver(first, firstLogs, "to-the-first");
        deliver(second, secondLogs, "to-the-second");

        values.putSettings("{}");
        assertThat(othersValues.settings()).contains("resilience");
        assertThat(new FunctionLogs(firstLogs).count("delivery", "to-the-second")).isZero();
        assertThat(new FunctionLogs(secondLogs).count("delivery", "to-the-first")).isZero();
      }

      deliver(second, secondLogs, "after-the-first-ended");
    }
  }

  @Test
  void oneOfAnotherTemplateEndsAloneAsWell() throws IOException {
    var logs = folder.resolve("logs");
    var project = ExampleProject.buildIn(folder.resolve("guestbook"));
    try (var orders = LocalCloud.start(orders(logs))) {
      try (var guestbook = LocalCloud.start(quiet(project.template()))) {
        var callers = new Callers(guestbook.outputs());
        var answer =
            Await.until(
                "the guestbook answers",
                LIMIT,
                () -> callers.send("POST", callers.output("EntriesUrl"), "{\"name\":\"Ada\"}"),
                last -> last.status() < 500);

        assertThat(answer.body()).isEqualTo("{\"greeting\":\"Hello Ada\"}");
        deliver(orders, logs, "beside-a-guestbook");
      }

      deliver(orders, logs, "after-the-guestbook");
    }
  }

  private static void deliver(LocalCloud cloud, Path logs, String correlationId) {
    var callers = new Callers(cloud.outputs());
    Await.until(
        "the order accepted",
        LIMIT,
        () -> callers.notify("{}", "x-correlation-id", correlationId),
        last -> last.status() == 202);
    new FunctionLogs(logs).awaitDelivered(Set.of(correlationId));
  }

  private static LocalCloudConfig orders(Path logs) {
    return quiet(TEMPLATE)
        .withParameter("SlowApiFailureRate", "0")
        .withParameter("SlowApiMaxDelayMs", "0")
        .withOutput(new Output(false, logs))
        .withWaits(new PlatformWaits(0.02));
  }

  private static LocalCloudConfig quiet(Path template) {
    return LocalCloudConfig.of(template).onFreePorts().withOutput(new Output(false, null));
  }
}
