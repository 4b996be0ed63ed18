// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/// Reads the API key, a plain text secret, from Secrets Manager.
final class SecretApiKey implements Supplier<ApiKey>, AutoCloseable {
  private final SecretsManagerClient client;
  private final String secret;

  SecretApiKey(SecretsManagerClient client, String secret) {
    this.client = client;
    this.secret = secret;
  }

  static SecretApiKey create(DeliveryConfig config) {
    var client = AwsClients.of(SecretsManagerClient.builder(), config.region());
    return new SecretApiKey(client, config.apiKeySecret());
  }

  /// A key read from a loopback endpoint, through the whole SDK.
  static SecretApiKey priming(DeliveryConfig config, URI endpoint) {
    var client = AwsClients.toLoopback(SecretsManagerClient.builder(), endpoint);
    return new SecretApiKey(client, config.apiKeySecret());
  }

  @Override
  public ApiKey get() {
    var request = GetSecretValueRequest.builder().secretId(secret).build();
    return new ApiKey(client.getSecretValue(request).secretString());
  }

  @Override
  public void close() {
    client.close();
  }
}
