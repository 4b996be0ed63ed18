// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import static java.util.stream.Collectors.toMap;

import io.wildrydes.kit.settings.MissingParametersException;
import io.wildrydes.kit.settings.Reading;
import io.wildrydes.kit.settings.RuntimeDocuments;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;

/// Reads from SSM what the template and people write there.
final class SsmParameters implements AutoCloseable {
  private static final Pattern ENDPOINT =
      Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?(/[A-Za-z0-9._~/-]*)?");

  private final SsmClient client;
  private final DeliveryConfig config;

  SsmParameters(SsmClient client, DeliveryConfig config) {
    this.client = client;
    this.config = config;
  }

  static SsmParameters create(DeliveryConfig config) {
    return new SsmParameters(AwsClients.of(SsmClient.builder(), config.region()), config);
  }

  /// Parameters read from a loopback endpoint, through the whole SDK.
  static SsmParameters priming(DeliveryConfig config, URI endpoint) {
    return new SsmParameters(AwsClients.toLoopback(SsmClient.builder(), endpoint), config);
  }

  /// Settings and faults, read with one call.
  RuntimeDocuments documents(Reading reading) {
    var settings = config.settingsParameter();
    var faults = config.faultsParameter();
    var request = GetParametersRequest.builder().names(settings, faults);
    if (reading == Reading.AGAIN) {
      request.overrideConfiguration(SsmParameters::limit);
    }
    return RuntimeDocuments.among(values(request.build()), settings, faults, reading);
  }

  /// Where the partner takes orders.
  URI endpoint() {
    var name = config.endpointParameter();
    var text = values(GetParametersRequest.builder().names(name).build()).get(name);
    if (text == null) {
      throw new MissingParametersException(List.of(name));
    }
    if (!ENDPOINT.matcher(text).matches()) {
      throw new MalformedEndpointException(name);
    }
    return URI.create(text);
  }

  @Override
  public void close() {
    client.close();
  }

  private Map<String, String> values(GetParametersRequest request) {
    return client.getParameters(request).parameters().stream()
        .collect(toMap(Parameter::name, Parameter::value));
  }

  private static void limit(AwsRequestOverrideConfiguration.Builder again) {
    again.apiCallTimeout(Reading.LIMIT_AGAIN).apiCallAttemptTimeout(Reading.LIMIT_AGAIN);
  }
}
