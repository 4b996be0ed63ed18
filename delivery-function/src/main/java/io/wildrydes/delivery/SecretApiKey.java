// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.priming.PrimingEndpoint;
import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/// Reads the API key, a plain text secret, from Secrets Manager.
final class SecretApiKey implements Supplier<ApiKey> {
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

  /// Reads from a loopback endpoint, through the whole SDK.
  static void warmUp() throws IOException {
    try (var endpoint = PrimingEndpoint.answering("{\"SecretString\":\"warm-up\"}");
        var client = AwsClients.toLoopback(SecretsManagerClient.builder(), endpoint.uri())) {
      var _ = new SecretApiKey(client, "warm-up").get();
    }
  }

  @Override
  public ApiKey get() {
    var request = GetSecretValueRequest.builder().secretId(secret).build();
    return new ApiKey(client.getSecretValue(request).secretString());
  }
}
