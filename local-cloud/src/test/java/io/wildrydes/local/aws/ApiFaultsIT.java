// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wildrydes.local.http.Response;
import io.wildrydes.local.http.Server;
import io.wildrydes.local.http.ServerConfig;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Faults as AWS's own SDK reads them from a function's calls.
class ApiFaultsIT {
  private static final List<String> SERVICES =
      List.of("ssm", "secretsmanager", "events", "sqs", "lambda");

  private final Credentials credentials =
      new Credentials(
          Identity.local("us-east-1"), () -> UUID.randomUUID().toString().replace("-", ""));
  private @Nullable Server server;

  @AfterEach
  void close() {
    Objects.requireNonNull(server).close();
  }

  @ParameterizedTest
  @CsvSource({
    "ssm, ThrottlingException, 400",
    "secretsmanager, ThrottlingException, 400",
    "events, ThrottlingException, 400",
    "sqs, RequestThrottled, 403",
    "lambda, TooManyRequestsException, 429"
  })
  void throttlesInTheServicesWords(String service, String code, int status) {
    var refused = fault(service, "throttle-error");

    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(RetryUtils.isThrottlingException(refused)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ssm, InternalServerErrorException",
    "secretsmanager, InternalServiceErrorException",
    "events, InternalException",
    "lambda, ServiceException"
  })
  void failsWithTheServicesOwnException(String service, String type) {
    var failed = fault(service, "internal-error");

    assertThat(failed.getClass().getSimpleName()).isEqualTo(type);
    assertThat(failed.statusCode()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"ssm", "secretsmanager", "events", "sqs", "lambda"})
  void isUnavailable(String service) {
    var failed = fault(service, "unavailable-error");

    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.awsErrorDetails().errorCode()).isEqualTo("ServiceUnavailable");
    assertThat(failed.requestId()).isNotEmpty();
  }

  private AwsServiceException fault(String service, String fault) {
    var rules = List.of(ApiFaults.Rule.parse(service + "=" + fault + ":1"));
    var endpoint =
        new AwsEndpoint(
                SERVICES.stream().<AwsApi>map(Unreached::new).toList(),
                credentials,
                () -> UUID.randomUUID().toString(),
                Instant::now)
            .withFaults(new ApiFaults(rules, 1));
    var started = Server.start(ServerConfig.of("aws", 0, 1024 * 1024), endpoint);
    server = started;
    var address = URI.create(started.url());
    ThrowingCallable call =
        switch (service) {
          case "ssm" ->
              () -> client(SsmClient.builder(), address).getParameter(get -> get.name("/a"));
          case "secretsmanager" ->
              () ->
                  client(SecretsManagerClient.builder(), address)
                      .getSecretValue(g -> g.secretId("a"));
          case "events" ->
              () -> client(EventBridgeClient.builder(), address).listEventBuses(_ -> {});
          case "sqs" -> () -> client(SqsClient.builder(), address).listQueues();
          default -> () -> client(LambdaClient.builder(), address).invoke(i -> i.functionName("f"));
        };
    return Objects.requireNonNull(catchThrowableOfType(AwsServiceException.class, call));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, URI address) {
    var key = credentials.issue("arn:aws:sts::000000000000:assumed-role/delivery/1");
    var own = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    return builder
        .endpointOverride(address)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(own))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /// A service whose calls all fail before they reach it.
  private record Unreached(String signingName) implements AwsApi {
    @Override
    public Response handle(AwsCall call) {
      return Response.of(200, "application/json", "{}");
    }
  }
}
