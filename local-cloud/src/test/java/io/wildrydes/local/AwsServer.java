// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsEndpoint;
import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.http.Server;
import io.wildrydes.local.http.ServerConfig;
import java.net.URI;
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
    return builder
        .endpointOverride(URI.create(server.url()))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(20)))
        .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  public String url() {
    return server.url();
  }

  @Override
  public void close() {
    server.close();
  }
}
