// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

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

  static RunTimeValues of(AwsAccess aws) {
    return new RunTimeValues(
        aws.client(SsmClient.builder()), aws.client(SecretsManagerClient.builder()));
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
}
