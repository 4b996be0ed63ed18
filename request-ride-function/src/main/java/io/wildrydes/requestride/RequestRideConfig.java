// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import io.wildrydes.kit.Variables;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.regions.Region;

/// What the template and Lambda tell this function.
///
/// @param internalApi address of the API of fleet, promo and record, stage included
record RequestRideConfig(
    String service,
    String settingsParameter,
    String faultsParameter,
    URI internalApi,
    String eventBus,
    Region region) {
  static RequestRideConfig from(Map<String, String> environment) {
    var variables = new Variables(environment);
    var service = variables.required("SERVICE_NAME");
    var settings = variables.required("SETTINGS_PARAMETER");
    var faults = variables.required("FAULTS_PARAMETER");
    var internalApi = variables.required("INTERNAL_API_URL");
    var eventBus = variables.required("EVENT_BUS_NAME");
    var region = variables.required("AWS_REGION");
    variables.verify();
    return new RequestRideConfig(
        service, settings, faults, URI.create(internalApi), eventBus, Region.of(region));
  }
}
