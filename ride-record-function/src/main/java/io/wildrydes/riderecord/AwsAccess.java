// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/// How SDK clients find AWS. Timeouts and retries are each client's own.
///
/// @param endpoint none for the SDK's own choice
record AwsAccess(Region region, AwsCredentialsProvider credentials, @Nullable URI endpoint) {
  static AwsAccess ofLambda(Region region) {
    return new AwsAccess(region, credentials(AwsCredentialsProviderChain.builder()), null);
  }

  /// For priming: calls nothing but the endpoint.
  static AwsAccess toLoopback(URI endpoint) {
    var none = StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));
    var chain = AwsCredentialsProviderChain.builder().addCredentialsProvider(none);
    return new AwsAccess(Region.US_EAST_1, credentials(chain), endpoint);
  }

  <B extends AwsClientBuilder<B, ?>> B appliedTo(B builder) {
    builder.region(region).credentialsProvider(credentials);
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  /// Where Lambda puts credentials: in variables, under SnapStart at a local endpoint. Nothing is
  /// read before the first call, so none are in a snapshot.
  private static AwsCredentialsProvider credentials(AwsCredentialsProviderChain.Builder chain) {
    return chain
        .addCredentialsProvider(EnvironmentVariableCredentialsProvider.create())
        .addCredentialsProvider(ContainerCredentialsProvider.create())
        .build();
  }
}
