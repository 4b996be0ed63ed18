// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.local.LocalCloudConfig.Output;
import io.wildrydes.local.LocalCloudConfig.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// What a whole local cloud keeps from one run to the next.
class StateIT {
  private static final String SETTINGS = "/shop/settings";

  @TempDir Path folder;

  @Test
  void takesMessagesBackInTheNextRunAndOnlyOnce() throws Exception {
    try (var cloud = start("one")) {
      send(cloud, "kept");
    }

    try (var cloud = start("one")) {
      assertThat(receive(cloud)).isEqualTo("kept"); // and hidden for the next thirty seconds
      assertThat(folder.resolve("state/wild-rydes.state.json")).doesNotExist();
    }
    try (var cloud = start("one")) {
      assertThat(receive(cloud)).isEmpty();
    }
  }

  @Test
  void keepsNothingWithoutAFolder() throws Exception {
    var config =
        LocalCloudConfig.of(template("one")).onFreePorts().withOutput(new Output(false, null));
    try (var cloud = LocalCloud.start(config)) {
      send(cloud, "gone");
    }
    try (var cloud = LocalCloud.start(config)) {
      assertThat(receive(cloud)).isEmpty();
    }
  }

  @Test
  void keepsParametersThatWereWrittenAtRunTime() throws Exception {
    try (var cloud = start("one");
        var ssm = client(cloud, SsmClient.builder())) {
      ssm.putParameter(put -> put.name(SETTINGS).value("changed").overwrite(true));
      ssm.putParameter(put -> put.name("/shop/own").value("new").type("String"));
    }

    try (var cloud = start("one")) {
      assertThat(parameter(cloud, SETTINGS)).isEqualTo("changed");
      assertThat(parameter(cloud, "/shop/own")).isEqualTo("new");
    }
  }

  @Test
  void prefersAParameterThatTheTemplateHasChangedSince() throws Exception {
    try (var cloud = start("one");
        var ssm = client(cloud, SsmClient.builder())) {
      ssm.putParameter(put -> put.name(SETTINGS).value("changed").overwrite(true));
    }

    try (var cloud = start("two")) {
      assertThat(parameter(cloud, SETTINGS)).isEqualTo("two");
    }
  }

  @Test
  void refusesADamagedFileAndLeavesItAlone() throws Exception {
    try (var cloud = start("one")) {
      send(cloud, "kept");
    }
    var file = folder.resolve("state/wild-rydes.state.json");
    var whole = Files.readString(file);
    var half = whole.substring(0, whole.length() / 2);
    Files.writeString(file, half);

    assertThatThrownBy(() -> start("one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("state file " + file + " is damaged: ")
        .hasMessageEndingWith("; move it away to start without it");
    assertThat(file).hasContent(half);

    Files.writeString(file, whole);
    try (var cloud = start("one")) {
      assertThat(receive(cloud)).isEqualTo("kept");
    }
  }

  @Test
  void refusesTheStateOfAnotherStack() throws Exception {
    Files.createDirectories(folder.resolve("state"));
    Files.writeString(
        folder.resolve("state/wild-rydes.state.json"),
        "{\"format\":\"wild-rydes local-cloud state 1\",\"stack\":\"a\",\"region\":\"eu-west-1\"}");

    assertThatThrownBy(() -> start("one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is of stack a in eu-west-1, not of wild-rydes in us-east-1");
  }

  private LocalCloud start(String settings) throws IOException {
    return LocalCloud.start(
        LocalCloudConfig.of(template(settings))
            .onFreePorts()
            .withOutput(new Output(false, null))
            .withTrial(Trial.keeping(folder.resolve("state"))));
  }

  private Path template(String settings) throws IOException {
    return Files.writeString(
        folder.resolve("template.yaml"),
        """
        Resources:
          Jobs: {Type: 'AWS::SQS::Queue', Properties: {QueueName: jobs}}
          Settings:
            Type: AWS::SSM::Parameter
            Properties: {Name: /shop/settings, Type: String, Value: %s}
        """
            .formatted(settings));
  }

  private static void send(LocalCloud cloud, String body) {
    try (var sqs = client(cloud, SqsClient.builder())) {
      sqs.sendMessage(send -> send.queueUrl(url(cloud)).messageBody(body));
    }
  }

  private static String receive(LocalCloud cloud) {
    try (var sqs = client(cloud, SqsClient.builder())) {
      var messages = sqs.receiveMessage(receive -> receive.queueUrl(url(cloud))).messages();
      return messages.isEmpty() ? "" : messages.getFirst().body();
    }
  }

  private static String parameter(LocalCloud cloud, String name) {
    try (var ssm = client(cloud, SsmClient.builder())) {
      return ssm.getParameter(get -> get.name(name)).parameter().value();
    }
  }

  private static String url(LocalCloud cloud) {
    return cloud.awsEndpoint() + "/000000000000/jobs";
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      LocalCloud cloud, B builder) {
    return builder
        .endpointOverride(cloud.awsEndpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
