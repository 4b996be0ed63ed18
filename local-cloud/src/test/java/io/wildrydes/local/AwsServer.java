// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsEndpoint;
import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.http.Server;
import io.wildrydes.local.http.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/// The AWS endpoint with some APIs on a free port, and SDK clients for it.
public final class AwsServer implements AutoCloseable {
  private final Server server;
  private final HttpClient http = HttpClient.newHttpClient();

  private AwsServer(Server server) {
    this.server = server;
  }

  public static AwsServer of(AwsApi... apis) {
    var credentials =
        new Credentials(
            Identity.local("us-east-1"), () -> UUID.randomUUID().toString().replace("-", ""));
    var endpoint =
        new AwsEndpoint(
            List.of(apis), credentials, () -> UUID.randomUUID().toString(), Instant::now);
    var config = ServerConfig.of("aws", 0, 2 * 1024 * 1024).withRefusals(AwsEndpoint::refusal);
    return new AwsServer(Server.start(config, endpoint));
  }

  /// Builds a client that does not retry, so that a test sees the first answer.
  public <C, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C client(B builder) {
    return connected(builder)
        .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  /// Builds a client that retries as its SDK does in standard mode.
  public <C, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> C retryingClient(
      B builder) {
    return connected(builder)
        .overrideConfiguration(
            config -> config.retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
        .build();
  }

  private <C, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>> B connected(
      B builder) {
    return builder
        .endpointOverride(URI.create(server.url()))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(60)));
  }

  /// Posts a body that no SDK would send.
  ///
  /// @param service the signing name
  /// @param target the value of `X-Amz-Target`
  public HttpResponse<String> post(String service, String target, String body)
      throws IOException, InterruptedException {
    var scope = "20261120/us-east-1/" + service + "/aws4_request";
    var request =
        HttpRequest.newBuilder(URI.create(server.url()))
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/" + scope)
            .header("X-Amz-Target", target)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
