// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/// Where AWS's clients go: the one endpoint of a local cloud, or an account. Everything that an
/// operator does to a stack is written once, over clients made here.
public sealed interface AwsAccess {

  /// How long answers may take that come at once.
  Duration AT_ONCE = Duration.ofSeconds(30);

  /// A client for this place, to be closed by whoever asked for it.
  default <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return client(builder, AT_ONCE);
  }

  /// A client for answers that take longer, such as a function's.
  ///
  /// @param patience how long an answer may take; the client asks again after that
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, Duration patience);

  /// The AWS endpoint of a local cloud, which takes any credentials.
  static AwsAccess local(URI endpoint) {
    return new Local(endpoint);
  }

  /// The account and region that the environment names, found as the AWS CLI finds them.
  static AwsAccess account() {
    return new Account();
  }

  /// See [AwsAccess#local(URI)].
  record Local(URI endpoint) implements AwsAccess {
    @Override
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
        B builder, Duration patience) {
      var developer = AwsBasicCredentials.create("developer", "not-a-secret");
      return builder
          .endpointOverride(endpoint)
          .region(Region.US_EAST_1)
          .credentialsProvider(StaticCredentialsProvider.create(developer))
          .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(patience))
          .build();
    }
  }

  /// See [AwsAccess#account()].
  record Account() implements AwsAccess {
    @Override
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
        B builder, Duration patience) {
      return builder
          .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(patience))
          .build();
    }
  }
}
