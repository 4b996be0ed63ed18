// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class SecretApiKeyTest {
  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:wild-rydes/delivery/api-key-AbCdEf";

  private final SecretsManagerClient client = mock(SecretsManagerClient.class);
  private final SecretApiKey secret = new SecretApiKey(client, ARN);

  @Test
  void readsTheKey() {
    secretIs("uP3x0nL9");

    assertThat(secret.get()).isEqualTo(new ApiKey("uP3x0nL9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "uP3x0nL9\n", "schlüssel"})
  void refusesAKeyThatNoHeaderCanCarryWithoutSayingIt(String value) {
    secretIs(value);

    assertThatThrownBy(secret::get)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the API key is empty or has other than visible ASCII characters");
  }

  @Test
  void theKeysTextHidesIt() {
    assertThat(new ApiKey("uP3x0nL9")).hasToString("ApiKey[hidden]");
  }

  private void secretIs(String value) {
    when(client.getSecretValue(GetSecretValueRequest.builder().secretId(ARN).build()))
        .thenReturn(GetSecretValueResponse.builder().secretString(value).build());
  }
}
