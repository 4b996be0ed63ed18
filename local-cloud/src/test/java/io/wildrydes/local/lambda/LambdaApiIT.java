// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wildrydes.local.aws.AwsEndpoint;
import io.wildrydes.local.http.Server;
import io.wildrydes.local.http.ServerConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.SnapStartException;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/// The judge is AWS's own client.
final class LambdaApiIT {
  private static final String DLQ = "arn:aws:sqs:us-east-1:000000000000:dead";

  @TempDir private static Path folder;
  private static LambdaRig rig;
  private static Server server;
  private static LambdaClient lambda;

  @BeforeAll
  static void start() {
    rig =
        new LambdaRig(folder)
            .function(
                "echo",
                "EchoHandler",
                "{\"Timeout\":20,\"DeadLetterConfig\":{\"TargetArn\":\"%s\"}}".formatted(DLQ))
            .published("echo")
            .function(
                "unrestorable",
                "UnrestorableHandler",
                "{\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"}}")
            .published("unrestorable")
            .function("closed", "EchoHandler", "{\"ReservedConcurrentExecutions\":0}")
            .start();
    var endpoint =
        new AwsEndpoint(
            List.of(rig.service().api()),
            rig.credentials,
            () -> UUID.randomUUID().toString(),
            InstantSource.system());
    server = Server.start(ServerConfig.of("aws", 0, 16 * 1024 * 1024), endpoint);
    lambda =
        LambdaClient.builder()
            .endpointOverride(URI.create(server.url()))
            .region(Region.US_EAST_1)
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  @AfterAll
  static void close() {
    lambda.close();
    server.close();
    rig.close();
  }

  @Test
  void throwsWhatTheClientKnowsWhenAnEnvironmentCannotBeRestored() {
    assertThatExceptionOfType(SnapStartException.class)
        .isThrownBy(() -> lambda.invoke(call -> call.functionName("unrestorable:live")))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400));
  }

  @Test
  void invokesAnAliasAndAnswersItsVersion() {
    var response = invoke("echo:live", "{\"a\":1}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.payload().asUtf8String()).isEqualTo("{\"a\":1}");
    assertThat(response.executedVersion()).isEqualTo("1");
    assertThat(response.functionError()).isNull();
    assertThat(response.logResult()).isNull();
  }

  @Test
  void takesTheQualifierFromTheQueryAndTheNameFromAnArn() {
    var arn = "arn:aws:lambda:us-east-1:000000000000:function:echo";

    var response =
        lambda.invoke(
            r -> r.functionName(arn).qualifier("1").payload(SdkBytes.fromUtf8String("1")));

    assertThat(response.executedVersion()).isEqualTo("1");
  }

  @Test
  void marksErrorsOfTheFunction() {
    var response = invoke("echo", "\"throw\"");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.executedVersion()).isEqualTo("$LATEST");
    assertThat(response.payload().asUtf8String())
        .contains("\"errorMessage\":\"broken on purpose\"");
  }

  @Test
  void answersTheTailOfTheLog() {
    var response =
        lambda.invoke(r ->
            r.functionName("echo")
                .logType(LogType.TAIL)
                .payload(SdkBytes.fromUtf8String("\"log\"")));

    var tail = new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
    assertThat(tail)
        .containsSubsequence(
            "START RequestId: " + response.responseMetadata().requestId(),
            "printed line",
            "END RequestId: ",
            "REPORT RequestId: ");
  }

  @Test
  void acceptsEventsAndChecksWithoutInvoking() {
    var event = lambda.invoke(r -> r.functionName("echo").invocationType(InvocationType.EVENT));
    var dryRun = lambda.invoke(r -> r.functionName("echo").invocationType(InvocationType.DRY_RUN));

    assertThat(event.statusCode()).isEqualTo(202);
    assertThat(dryRun.statusCode()).isEqualTo(204);
  }

  @Test
  void refusesWhatLambdaRefuses() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> invoke("absent", "{}"))
        .withMessageContaining(
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:absent");
    assertThatExceptionOfType(InvalidRequestContentException.class)
        .isThrownBy(() -> invoke("echo", "{not json"));
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> invoke("closed", "{}"))
        .satisfies(e ->
            assertThat(e.reason())
                .isEqualTo(ThrottleReason.RESERVED_FUNCTION_CONCURRENT_INVOCATION_LIMIT_EXCEEDED));
    var large = '"' + "x".repeat(1024 * 1024) + '"';
    assertThatExceptionOfType(RequestTooLargeException.class)
        .isThrownBy(() ->
            lambda.invoke(r ->
                r.functionName("echo")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(large))));
  }

  @Test
  void describesFunctions() {
    var function = lambda.getFunction(r -> r.functionName("echo").qualifier("live"));
    var names =
        lambda.listFunctions().functions().stream().map(FunctionConfiguration::functionName);

    assertThat(function.configuration().version()).isEqualTo("1");
    assertThat(function.configuration().timeout()).isEqualTo(20);
    var described = lambda.getFunctionConfiguration(r -> r.functionName("echo"));
    assertThat(described.memorySize()).isEqualTo(256);
    assertThat(described.deadLetterConfig().targetArn()).isEqualTo(DLQ);
    assertThat(names).containsExactlyInAnyOrder("echo", "closed", "unrestorable");
  }

  private static InvokeResponse invoke(String function, String payload) {
    return lambda.invoke(r -> r.functionName(function).payload(SdkBytes.fromUtf8String(payload)));
  }
}
