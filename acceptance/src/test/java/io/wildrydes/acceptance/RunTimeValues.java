// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// What operators read and change while a stack runs, with AWS's own clients.
final class RunTimeValues implements AutoCloseable {
  private static final String SETTINGS = "/wild-rydes/settings";
  private static final String API_KEY = "/wild-rydes/delivery/api-key";

  private final SsmClient ssm;
  private final SecretsManagerClient secrets;

  private RunTimeValues(SsmClient ssm, SecretsManagerClient secrets) {
    this.ssm = ssm;
    this.secrets = secrets;
  }

  /// The values behind the AWS endpoint of a local cloud.
  static RunTimeValues at(URI endpoint) {
    return new RunTimeValues(
        client(SsmClient.builder(), endpoint), client(SecretsManagerClient.builder(), endpoint));
  }

  String settings() {
    return ssm.getParameter(get -> get.name(SETTINGS)).parameter().value();
  }

  void putSettings(String document) {
    ssm.putParameter(put -> put.name(SETTINGS).value(document).overwrite(true));
  }

  /// The key that the partner's API takes, as Delivery reads it.
  String apiKey() {
    return secrets.getSecretValue(get -> get.secretId(API_KEY)).secretString();
  }

  void putApiKey(String value) {
    secrets.putSecretValue(put -> put.secretId(API_KEY).secretString(value));
  }

  @Override
  public void close() {
    ssm.close();
    secrets.close();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, URI endpoint) {
    var developer = AwsBasicCredentials.create("developer", "not-a-secret");
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(developer))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
