// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import static java.util.stream.Collectors.toMap;

import io.wildrydes.kit.settings.RuntimeDocuments;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;

/// Reads settings and faults with one GetParameters.
final class SsmDocuments implements Supplier<RuntimeDocuments>, AutoCloseable {
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
  public RuntimeDocuments get() {
    var names = List.of(settingsName, faultsName);
    var values =
        client
            .getParameters(GetParametersRequest.builder().names(names).build())
            .parameters()
            .stream()
            .collect(toMap(Parameter::name, Parameter::value));
    return RuntimeDocuments.among(values, settingsName, faultsName);
  }

  @Override
  public void close() {
    client.close();
  }
}
