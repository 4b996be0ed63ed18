// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.Callers.Answer;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.testing.Await;
import io.wildrydes.testing.LocalCloudExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What operators and accidents change under a running stack: settings, the partner's key, killed
/// processes. The partner takes half a second and never fails by itself.
class RunTimeChangesIT {
  private static final String DELIVERY = "io.wildrydes.delivery.DeliveryHandler";

  private static final String KILLED = "Runtime exited with error: signal: killed";
  private static final Duration LIMIT = Duration.ofSeconds(20);

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
  private final String settings = values.settings();
  private final String apiKey = values.apiKey();

  @AfterEach
  void takeChangesBack() {
    values.putSettings(settings);
    values.putApiKey(apiKey);
    values.close();
  }

  @Test
  void followsSettingsWithinSecondsAndWithoutARestart() {
    assertThat(partnersStatus("before")).isEqualTo(200);

    values.putSettings(failing());

    awaitPartnerFailing("changed");
    assertThat(functionLogs.lines("slow-api", "changed"))
        .extracting(line -> line.path("coldStart").booleanValue())
        .containsOnly(false);
  }

  @Test
  void keepsTheLastGoodSettingsWhenTheDocumentIsMalformed() {
    values.putSettings(failing());
    awaitPartnerFailing("good");

    values.putSettings("{\"resilience\":");
    Await.until(
        "the malformed document noticed",
        LIMIT,
        () -> partnersStatus("malformed"),
        _ -> functionLogs.count("slow-api", "not readable, keeping the last good one") > 0);

    assertThat(partnersStatus("malformed")).isEqualTo(502);
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

  private String failing() {
    assertThat(settings).contains("\"failureRate\":0,");
    return settings.replace("\"failureRate\":0,", "\"failureRate\":1,");
  }

  private void awaitPartnerFailing(String correlationId) {
    Await.until(
        "the partner fails", LIMIT, () -> partnersStatus(correlationId), last -> last == 502);
  }

  /// What the partner answers once its usage plan lets a call through.
  private int partnersStatus(String correlationId) {
    return Await.until(
        "a call within the plan",
        LIMIT,
        () -> callPartner(correlationId).status(),
        last -> last != 429);
  }

  private Answer callPartner(String correlationId) {
    return callers.send(
        "POST", callers.slow(), "{}", "x-api-key", apiKey, "x-correlation-id", correlationId);
  }
}
