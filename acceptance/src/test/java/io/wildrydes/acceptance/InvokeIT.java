// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.testing.Await;
import io.wildrydes.testing.LocalCloudExtension;
import io.wildrydes.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What stands behind `make invoke`, with the sample events.
@LocalOnly("is about a tool of this machine; on AWS there is aws lambda invoke")
class InvokeIT {
  private static final Patience LIMIT = new Patience(Duration.ofMinutes(1), Duration.ofMillis(500));

  @RegisterExtension
  static final LocalCloudExtension CLOUD =
      LocalCloudExtension.of(() ->
          LocalCloudConfig.of(Path.of("../template.yaml"))
              .onFreePorts()
              .withParameter("SlowApiFailureRate", "0")
              .withParameter("SlowApiMaxDelayMs", "0")
              .withOutput(new Output(false, null)));

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notification | notify.json              | \"statusCode\":202",
        "notification | notify-invalid-json.json | \"statusCode\":400",
        "delivery     | order-notify.json        | ''",
        "delivery     | order-notify-sqs.json    | {\"batchItemFailures\":[]}",
        "slow-api     | slow.json                | \"statusCode\":200"
      })
  void showsTheAnswerAndTheEndOfTheLog(String function, String event, String answer) {
    var run = invoke(function, Path.of("../events", event));

    assertThat(run.exitCode()).as(run.log()).isZero();
    assertThat(run.answer()).contains(answer);
    assertThat(run.log()).contains("REPORT RequestId: ");
  }

  @Test
  void failsWhenTheFunctionFailed() {
    try (var values = RunTimeValues.of(AwsAccess.local(CLOUD.awsEndpoint()));
        var failing = SettingsChange.of(values)) {
      failing.putPartner(1, 0, 0);

      var run =
          Await.until(
              "the partner fails",
              LIMIT,
              () -> invoke("slow-api", Path.of("../events/slow.json")),
              last -> last.exitCode() != 0);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.answer()).contains("errorMessage");
      assertThat(run.log()).endsWith("the function failed: Unhandled\n");
    }
  }

  @Test
  void namesTheFunctionsThereAreForAnUnknownOne() {
    var run = invoke("notifcation", Path.of("../events/notify.json"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.log())
        .startsWith("no function wild-rydes-notifcation:live; the stack at ")
        .contains("\n  wild-rydes-delivery\n", "\n  wild-rydes-notification\n");
  }

  private Run invoke(String function, Path event) {
    try {
      return run(function, event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Run run(String function, Path event) throws IOException, InterruptedException {
    var answer = folder.resolve("answer");
    var log = folder.resolve("log");
    var process =
        new ProcessBuilder(
                "../scripts/invoke.sh",
                CLOUD.awsEndpoint().toString(),
                "wild-rydes-" + function + ":live",
                event.toString())
            .redirectOutput(answer.toFile())
            .redirectError(log.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Run(
        process.exitValue(), Files.readString(answer, UTF_8), Files.readString(log, UTF_8));
  }

  private record Run(int exitCode, String answer, String log) {}
}
