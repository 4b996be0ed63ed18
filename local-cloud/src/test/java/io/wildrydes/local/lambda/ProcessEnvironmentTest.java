// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.Credentials;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessEnvironmentTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z"));

  @Test
  void letsTheFunctionSetWhatIsNotReserved() {
    var own =
        Map.of(
            "TZ", "Europe/Berlin",
            "LANG", "de_DE.UTF-8",
            "PATH", "/opt/bin",
            "AWS_XRAY_CONTEXT_MISSING", "IGNORE_ERROR",
            "AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:7");

    assertThat(environment(own, false)).containsAllEntriesOf(own);
  }

  @Test
  void hasDefaultsForWhatTheFunctionDoesNotSet() {
    assertThat(environment(Map.of(), false))
        .containsEntry("TZ", ":UTC")
        .containsEntry("LANG", "en_US.UTF-8")
        .containsEntry("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin")
        .containsEntry("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR")
        .containsEntry("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2");
  }

  @Test
  void setsWhatIsReservedItself() {
    var own = Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID", "AKIA");

    assertThat(environment(own, false))
        .containsEntry("AWS_REGION", "us-east-1")
        .containsEntry("AWS_ACCESS_KEY_ID", "ASIA0");
  }

  @Test
  void servesCredentialsAndNamesNoLogToWhatIsRestored() {
    assertThat(environment(Map.of(), true))
        .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
        .containsEntry(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://127.0.0.1:9/prefix/2021-04-23/credentials")
        .containsEntry("AWS_CONTAINER_AUTHORIZATION_TOKEN", "token")
        .doesNotContainKeys("AWS_ACCESS_KEY_ID", "AWS_LAMBDA_LOG_STREAM_NAME");
  }

  private static Map<String, String> environment(Map<String, String> own, boolean asSnapshot) {
    var config =
        new LambdaConfig(
            Path.of("java"),
            List.of(Path.of("client.jar")),
            Path.of("work"),
            () -> "http://127.0.0.1:1",
            () -> "127.0.0.1:2",
            new LambdaConfig.Environments(1, 1, Map.of(), false));
    var version = Targets.function(own, false);
    var plan =
        new LaunchPlan(
            Path.of("java"), List.of(), List.of(Path.of("client.jar")), Path.of("task"), "Unlucky");
    var key = new Credentials.Key("ASIA0", "secret", "session", "arn");
    var launch =
        new ProcessEnvironment.Launch(
            new Sandbox.Identification("prefix", "token", key),
            new LogStream(version, "stream", _ -> {}, CLOCK),
            asSnapshot,
            "127.0.0.1:9");
    return new ProcessEnvironment(config, "us-east-1").of(version, plan, launch);
  }
}
