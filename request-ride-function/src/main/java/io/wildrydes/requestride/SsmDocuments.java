// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static java.util.stream.Collectors.toMap;

import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.Reading;
import io.wildrydes.kit.settings.RuntimeDocuments;
import java.net.URI;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;

/// Reads settings and faults with one GetParameters: within two seconds for the first time, and
/// less when a last good value is at hand.
final class SsmDocuments implements CachedValue.Source<RuntimeDocuments>, AutoCloseable {
  private final SsmClient client;
  private final String settingsName;
  private final String faultsName;

  SsmDocuments(SsmClient client, String settingsName, String faultsName) {
    this.client = client;
    this.settingsName = settingsName;
    this.faultsName = faultsName;
  }

  static SsmDocuments create(RequestRideConfig config) {
    var client = AwsClients.of(SsmClient.builder(), config.region());
    return new SsmDocuments(client, config.settingsParameter(), config.faultsParameter());
  }

  /// Documents read from a loopback endpoint, through the whole SDK.
  static SsmDocuments priming(URI endpoint) {
    var client = AwsClients.toLoopback(SsmClient.builder(), endpoint);
    return new SsmDocuments(client, "settings", "faults");
  }

  @Override
  public RuntimeDocuments read(Reading reading) {
    var request = GetParametersRequest.builder().names(settingsName, faultsName);
    if (reading == Reading.AGAIN) {
      request.overrideConfiguration(SsmDocuments::limit);
    }
    var values =
        client.getParameters(request.build()).parameters().stream()
            .collect(toMap(Parameter::name, Parameter::value));
    return RuntimeDocuments.among(values, settingsName, faultsName, reading);
  }

  @Override
  public void close() {
    client.close();
  }

  private static void limit(AwsRequestOverrideConfiguration.Builder again) {
    again.apiCallTimeout(Reading.LIMIT_AGAIN).apiCallAttemptTimeout(Reading.LIMIT_AGAIN);
  }
}
