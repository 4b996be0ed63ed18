// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.testing.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stack that [BlackBox] tests judge: the deployed one that the system property
/// `acceptance.stack` names, in the account and region of the environment, or else a local cloud of
/// its own. Everything else is the same for both, and read in the same way.
final class StackUnderTest implements AutoCloseable {
  private static final String LOCAL_NAME = "wild-rydes";
  private static final Patience LOCAL = Patience.of(Duration.ofMinutes(1));

  /// On AWS a message comes again after the visibility timeout of three minutes, and log lines can
  /// be found some seconds after they were written.
  private static final Patience DEPLOYED =
      new Patience(Duration.ofMinutes(8), Duration.ofSeconds(1));

  private final AwsAccess aws;
  private final Patience patience;
  private final Map<String, String> outputs;
  private final StackLogs logs;
  private final Queues queues;
  private final RunTimeValues values;
  private final @Nullable LocalCloud cloud;

  private StackUnderTest(
      String name, AwsAccess aws, Patience patience, @Nullable LocalCloud cloud) {
    this.patience = patience;
    this.cloud = cloud;
    this.aws = aws;
    this.outputs = StackAccess.outputs(aws, name);
    this.logs = StackLogs.of(aws, outputs, patience);
    this.queues = Queues.of(aws, outputs);
    this.values = RunTimeValues.of(aws, name);
  }

  /// The name of the deployed stack to judge; empty when a local cloud is to be started.
  static Optional<String> deployedName() {
    return Optional.ofNullable(System.getProperty("acceptance.stack"))
        .filter(stack -> !stack.isBlank());
  }

  static StackUnderTest open() {
    return deployedName()
        .map(stack -> new StackUnderTest(stack, AwsAccess.account(), DEPLOYED, null))
        .orElseGet(StackUnderTest::startLocally);
  }

  private static StackUnderTest startLocally() {
    var cloud =
        LocalCloud.start(
            LocalCloudConfig.of(Path.of("../template.yaml"))
                .onFreePorts()
                .withParameter("RandomSeed", "acceptance")
                .withOutput(new Output(false, null))
                .withWaits(new PlatformWaits(0.02)));
    return new StackUnderTest(LOCAL_NAME, AwsAccess.local(cloud.awsEndpoint()), LOCAL, cloud);
  }

  /// Where clients of its services are made.
  AwsAccess aws() {
    return aws;
  }

  Callers callers() {
    return new Callers(outputs);
  }

  StackLogs logs() {
    return logs;
  }

  Queues queues() {
    return queues;
  }

  RunTimeValues values() {
    return values;
  }

  /// How long to wait for what the stack does by itself.
  Patience patience() {
    return patience;
  }

  /// Changes how the partner behaves until the change is closed.
  ///
  /// @param failureRate 0 to 1
  SettingsChange partner(double failureRate, int minDelayMs, int maxDelayMs) {
    var change = SettingsChange.of(values);
    change.putPartner(failureRate, minDelayMs, maxDelayMs);
    return change;
  }

  @Override
  public void close() {
    logs.close();
    queues.close();
    values.close();
    if (cloud != null) {
      cloud.close();
    }
  }
}
