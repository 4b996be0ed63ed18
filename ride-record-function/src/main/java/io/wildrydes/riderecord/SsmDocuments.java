// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static java.util.stream.Collectors.toMap;

import io.wildrydes.kit.settings.RuntimeDocuments;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;

/// Reads settings and faults with one GetParameters: two tries within three seconds, since a cache
/// with the last good value stands before it.
final class SsmDocuments implements Supplier<RuntimeDocuments>, AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration TRY_TIMEOUT = Duration.ofMillis(1500);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

  private final SsmClient client;
  private final RideRecordConfig config;

  SsmDocuments(SsmClient client, RideRecordConfig config) {
    this.client = client;
    this.config = config;
  }

  static SsmDocuments create(AwsAccess aws, RideRecordConfig config) {
    var client =
        aws.appliedTo(SsmClient.builder())
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(TRY_TIMEOUT))
            .overrideConfiguration(override ->
                override
                    .apiCallTimeout(CALL_TIMEOUT)
                    .apiCallAttemptTimeout(TRY_TIMEOUT)
                    .retryStrategy(retries -> retries.maxAttempts(2)))
            .build();
    return new SsmDocuments(client, config);
  }

  @Override
  public RuntimeDocuments get() {
    var names = List.of(config.settingsParameter(), config.faultsParameter());
    var values =
        client
            .getParameters(GetParametersRequest.builder().names(names).build())
            .parameters()
            .stream()
            .collect(toMap(Parameter::name, Parameter::value));
    return RuntimeDocuments.among(values, config.settingsParameter(), config.faultsParameter());
  }

  @Override
  public void close() {
    client.close();
  }
}
