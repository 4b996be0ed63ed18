// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.ridefleet;

import static java.util.stream.Collectors.toMap;

import io.wildrydes.kit.settings.CachedValue;
import io.wildrydes.kit.settings.Reading;
import io.wildrydes.kit.settings.RuntimeDocuments;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;

/// Reads settings and faults with one GetParameters: two tries within three seconds for the first
/// time, and less when a last good value is at hand.
final class SsmDocuments implements CachedValue.Source<RuntimeDocuments>, AutoCloseable {
  static final String PRIMING_ANSWER =
      """
      {"Parameters":[
        {"Name":"settings","Value":"{\\"resilience\\":\\"resilient\\",\\"randomSeed\\":\\"\\",\
      \\"slowApi\\":{\\"failureRate\\":0,\\"minDelayMs\\":0,\\"maxDelayMs\\":0}}"},
        {"Name":"faults","Value":"{}"}]}
      """;

  /// Connecting cannot be cut short, it has to give up by itself.
  private static final Duration CONNECT_TIMEOUT = Reading.LIMIT_AGAIN;

  private static final Duration TRY_TIMEOUT = Duration.ofMillis(1500);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

  private final SsmClient client;
  private final String settingsName;
  private final String faultsName;

  SsmDocuments(SsmClient client, String settingsName, String faultsName) {
    this.client = client;
    this.settingsName = settingsName;
    this.faultsName = faultsName;
  }

  static SsmDocuments create(RideFleetConfig config) {
    var client =
        clientBuilder(config.region())
            .credentialsProvider(credentials(AwsCredentialsProviderChain.builder()))
            .build();
    return new SsmDocuments(client, config.settingsParameter(), config.faultsParameter());
  }

  /// Documents read from a loopback endpoint, through the whole SDK.
  static SsmDocuments priming(URI endpoint) {
    var none = StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));
    var client =
        clientBuilder(Region.US_EAST_1)
            .credentialsProvider(
                credentials(AwsCredentialsProviderChain.builder().addCredentialsProvider(none)))
            .endpointOverride(endpoint)
            .build();
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

  /// Where Lambda puts credentials: in variables, under SnapStart at a local endpoint. Nothing is
  /// read before the first call, so none are in a snapshot.
  private static AwsCredentialsProvider credentials(AwsCredentialsProviderChain.Builder chain) {
    return chain
        .addCredentialsProvider(EnvironmentVariableCredentialsProvider.create())
        .addCredentialsProvider(ContainerCredentialsProvider.create())
        .build();
  }

  private static SsmClientBuilder clientBuilder(Region region) {
    return SsmClient.builder()
        .region(region)
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(TRY_TIMEOUT))
        .overrideConfiguration(override ->
            override
                .apiCallTimeout(CALL_TIMEOUT)
                .apiCallAttemptTimeout(TRY_TIMEOUT)
                .retryStrategy(retries -> retries.maxAttempts(2)));
  }
}
