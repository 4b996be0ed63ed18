// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.settings.Reading;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/// SDK clients that give up soon: two tries within three seconds, since caches with the last good
/// value stand before them.
final class AwsClients {
  /// Connecting cannot be cut short, it has to give up by itself.
  private static final Duration CONNECT_TIMEOUT = Reading.LIMIT_AGAIN;

  private static final Duration TRY_TIMEOUT = Duration.ofMillis(1500);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

  private AwsClients() {}

  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(
      B builder, Region region) {
    return configured(builder, region, credentials(AwsCredentialsProviderChain.builder())).build();
  }

  /// For priming: calls nothing but the endpoint.
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C toLoopback(
      B builder, URI endpoint) {
    var none = StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));
    var credentials =
        credentials(AwsCredentialsProviderChain.builder().addCredentialsProvider(none));
    return configured(builder, Region.US_EAST_1, credentials).endpointOverride(endpoint).build();
  }

  /// Where Lambda puts credentials: in variables, under SnapStart at a local endpoint. Nothing is
  /// read before the first call, so none are in a snapshot.
  private static AwsCredentialsProvider credentials(AwsCredentialsProviderChain.Builder chain) {
    return chain
        .addCredentialsProvider(EnvironmentVariableCredentialsProvider.create())
        .addCredentialsProvider(ContainerCredentialsProvider.create())
        .build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, Region region, AwsCredentialsProvider credentials) {
    return builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(TRY_TIMEOUT))
        .overrideConfiguration(override ->
            override
                .apiCallTimeout(CALL_TIMEOUT)
                .apiCallAttemptTimeout(TRY_TIMEOUT)
                .retryStrategy(retries -> retries.maxAttempts(2)));
  }
}
