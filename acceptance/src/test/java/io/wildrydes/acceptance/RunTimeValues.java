// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// What operators read and change while a stack runs, with AWS's own clients.
final class RunTimeValues implements AutoCloseable {
  private final SsmClient ssm;
  private final SecretsManagerClient secrets;
  private final String settingsName;
  private final String apiKeyName;

  private RunTimeValues(SsmClient ssm, SecretsManagerClient secrets, String stack) {
    this.ssm = ssm;
    this.secrets = secrets;
    this.settingsName = "/" + stack + "/settings";
    this.apiKeyName = "/" + stack + "/delivery/api-key";
  }

  /// The values of the stack that a local cloud runs unless it is told otherwise.
  static RunTimeValues of(AwsAccess aws) {
    return of(aws, "wild-rydes");
  }

  static RunTimeValues of(AwsAccess aws, String stack) {
    return new RunTimeValues(
        aws.client(SsmClient.builder()), aws.client(SecretsManagerClient.builder()), stack);
  }

  String settings() {
    return ssm.getParameter(get -> get.name(settingsName)).parameter().value();
  }

  void putSettings(String document) {
    ssm.putParameter(put -> put.name(settingsName).value(document).overwrite(true));
  }

  /// The key that the partner's API takes, as Delivery reads it.
  String apiKey() {
    return secrets.getSecretValue(get -> get.secretId(apiKeyName)).secretString();
  }

  void putApiKey(String value) {
    secrets.putSecretValue(put -> put.secretId(apiKeyName).secretString(value));
  }

  @Override
  public void close() {
    ssm.close();
    secrets.close();
  }
}
