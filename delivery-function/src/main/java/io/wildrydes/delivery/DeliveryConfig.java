// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.Variables;
import java.util.Map;
import software.amazon.awssdk.regions.Region;

/// What the template and Lambda tell this function.
///
/// @param endpointParameter name of the SSM parameter with the partner's address
/// @param apiKeySecret ARN of the secret with the key to it
record DeliveryConfig(
    String service,
    String settingsParameter,
    String faultsParameter,
    String endpointParameter,
    String apiKeySecret,
    Region region) {
  static DeliveryConfig from(Map<String, String> environment) {
    var variables = new Variables(environment);
    var service = variables.required("SERVICE_NAME");
    var settings = variables.required("SETTINGS_PARAMETER");
    var faults = variables.required("FAULTS_PARAMETER");
    var endpoint = variables.required("ENDPOINT_PARAMETER");
    var apiKey = variables.required("API_KEY_SECRET");
    var region = variables.required("AWS_REGION");
    variables.verify();
    return new DeliveryConfig(service, settings, faults, endpoint, apiKey, Region.of(region));
  }
}
