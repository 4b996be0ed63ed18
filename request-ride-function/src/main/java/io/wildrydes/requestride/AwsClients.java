// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

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
import software.amazon.awssdk.retries.api.BackoffStrategy;

/// SDK clients that give up soon enough for a ride: two tries within two seconds, or less where a
/// call says so, at most 0.1 s apart.
final class AwsClients {
  /// Connecting cannot be cut short, it has to give up by itself: two tries of it and the wait
  /// between them fit into the least time that there is for publishing.
  static final Duration CONNECT_TIMEOUT = Reading.LIMIT_AGAIN;

  /// Also after throttling, for which the SDK would wait up to a second.
  static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  private static final int TRIES = 2;
  private static final Duration TRY_TIMEOUT = Duration.ofSeconds(1);

  /// The first call of all loads a thousand classes.
  private static final Duration PRIMING_TRY_TIMEOUT = Duration.ofSeconds(10);

  private AwsClients() {}

  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(
      B builder, Region region) {
    return configured(builder, TRY_TIMEOUT)
        .region(region)
        .credentialsProvider(credentials())
        .build();
  }

  /// For priming: calls nothing but the endpoint.
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C toLoopback(
      B builder, URI endpoint) {
    return configured(builder, PRIMING_TRY_TIMEOUT)
        .region(Region.US_EAST_1)
        .credentialsProvider(noCredentials())
        .endpointOverride(endpoint)
        .build();
  }

  /// Where Lambda puts credentials: in variables, under SnapStart at a local endpoint. Nothing is
  /// read before the first call, so none are in a snapshot.
  static AwsCredentialsProvider credentials() {
    return chain(AwsCredentialsProviderChain.builder());
  }

  /// For priming: a chain that ends at once and loads the others' classes all the same.
  static AwsCredentialsProvider noCredentials() {
    var none = StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));
    return chain(AwsCredentialsProviderChain.builder().addCredentialsProvider(none));
  }

  private static AwsCredentialsProvider chain(AwsCredentialsProviderChain.Builder chain) {
    return chain
        .addCredentialsProvider(EnvironmentVariableCredentialsProvider.create())
        .addCredentialsProvider(ContainerCredentialsProvider.create())
        .build();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, Duration tryTimeout) {
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(tryTimeout))
        .overrideConfiguration(override ->
            override
                .apiCallTimeout(tryTimeout.multipliedBy(TRIES))
                .apiCallAttemptTimeout(tryTimeout)
                .retryStrategy(retries ->
                    retries
                        .maxAttempts(TRIES)
                        .backoffStrategy(BackoffStrategy.fixedDelay(LONGEST_WAIT))
                        .throttlingBackoffStrategy(BackoffStrategy.fixedDelay(LONGEST_WAIT))));
  }
}
