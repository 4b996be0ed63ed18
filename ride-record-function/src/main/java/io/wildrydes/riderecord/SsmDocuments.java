// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import static java.util.stream.Collectors.toMap;

import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.Reading;
import io.wildrydes.kit.settings.RuntimeDocuments;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;

/// Reads settings and faults with one GetParameters: two tries within three seconds for the first
/// time, and less when a last good value is at hand.
final class SsmDocuments implements CachedValue.Source<RuntimeDocuments>, AutoCloseable {
  /// Connecting cannot be cut short, it has to give up by itself.
  private static final Duration CONNECT_TIMEOUT = Reading.LIMIT_AGAIN;

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
  public RuntimeDocuments read(Reading reading) {
    var request =
        GetParametersRequest.builder().names(config.settingsParameter(), config.faultsParameter());
    if (reading == Reading.AGAIN) {
      request.overrideConfiguration(SsmDocuments::limit);
    }
    var values =
        client.getParameters(request.build()).parameters().stream()
            .collect(toMap(Parameter::name, Parameter::value));
    return RuntimeDocuments.among(
        values, config.settingsParameter(), config.faultsParameter(), reading);
  }

  @Override
  public void close() {
    client.close();
  }

  private static void limit(AwsRequestOverrideConfiguration.Builder again) {
    again.apiCallTimeout(Reading.LIMIT_AGAIN).apiCallAttemptTimeout(Reading.LIMIT_AGAIN);
  }
}
