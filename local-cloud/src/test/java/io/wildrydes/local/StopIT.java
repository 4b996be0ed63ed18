// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.lambda.DebuggedSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.SqsClient;

/// How a local cloud ends that has more work than it can end.
@Timeout(240)
final class StopIT {
  @TempDir private Path folder;

  @Test
  void endsTheBatchesUnderWayWithTheirPartnerAndBeginsNoOthers() throws Exception {
    var cloud = start();
    try (var sqs = client(cloud, SqsClient.builder())) {
      for (int i = 0; i < 20; i++) {
        sqs.sendMessage(m -> m.queueUrl(cloud.outputs().get("QueueUrl")).messageBody("{}"));
      }
    }
    await("two batches", () -> lines("begun").size() == 2);

    stop(cloud);

    assertThat(lines("answers")).containsExactly("200", "200");
    assertThat(lines("begun")).hasSize(2);
  }

  @Test
  void endsTheTriesUnderWayWithTheirPartner() throws Exception {
    var cloud = start();
    try (var lambda = client(cloud, LambdaClient.builder())) {
      lambda.invoke(call ->
          call.functionName(cloud.outputs().get("Caller")).invocationType(InvocationType.EVENT));
    }
    await("a try", () -> lines("begun").size() == 1);

    stop(cloud);

    assertThat(lines("answers")).containsExactly("200");
  }

  /// Lets the functions go on as soon as the stop waits for them.
  private void stop(LocalCloud cloud) throws Exception {
    var closing = Thread.ofPlatform().start(cloud::close);
    await("the stop waits", () -> closing.getState() == Thread.State.TIMED_WAITING);
    Files.createFile(folder.resolve("go"));
    closing.join();
  }

  private List<String> lines(String file) throws IOException {
    var path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private static void await(String what, Condition condition) throws Exception {
    var end = Instant.now().plusSeconds(100);
    while (!condition.holds()) {
      assertThat(Instant.now()).as(what).isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      LocalCloud cloud, B builder) {
    return builder
        .endpointOverride(cloud.awsEndpoint())
        .region(Region.US_EAST_1)
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  private LocalCloud start() throws IOException {
    var template = folder.resolve("template.yaml");
    Files.writeString(
        template,
        """
        Transform: AWS::Serverless-2016-10-31
        Globals:
          Function:
            Runtime: java25
            Timeout: 60
            MemorySize: 256
            CodeUri: %s
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              VisibilityTimeout: 360
          Caller:
            Type: AWS::Serverless::Function
            Properties:
              Handler: io.wildrydes.local.lambda.sample.PartnerHandler
              Environment:
                Variables:
                  FOLDER: %s
                  PARTNER: !Sub https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/live/partner
              Events:
                Messages:
                  Type: SQS
                  Properties:
                    Queue: !GetAtt Queue.Arn
                    BatchSize: 1
                    ScalingConfig: {MaximumConcurrency: 2}
          Partner:
            Type: AWS::Serverless::Function
            Properties:
              Handler: io.wildrydes.local.lambda.sample.GatewayHandler
              Events:
                Call:
                  Type: Api
                  Properties: {Path: /partner, Method: get, RestApiId: !Ref Api}
          Api:
            Type: AWS::Serverless::Api
            Properties: {StageName: live}
        Outputs:
          QueueUrl: {Value: !Ref Queue}
          Caller: {Value: !Ref Caller}
        """
            .formatted(DebuggedSample.jar(folder), folder));
    return LocalCloud.start(
        LocalCloudConfig.of(template)
            .onFreePorts()
            .withOutput(new LocalCloudConfig.Output(false, null)));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }
}
