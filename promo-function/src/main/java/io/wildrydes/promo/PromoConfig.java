// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.promo;

import io.wildrydes.kit.Variables;
import java.util.Map;
import software.amazon.awssdk.regions.Region;

/// What the template and Lambda tell this function.
record PromoConfig(
    String service, String settingsParameter, String faultsParameter, Region region) {
  static PromoConfig from(Map<String, String> environment) {
    var variables = new Variables(environment);
    var service = variables.required("SERVICE_NAME");
    var settings = variables.required("SETTINGS_PARAMETER");
    var faults = variables.required("FAULTS_PARAMETER");
    var region = variables.required("AWS_REGION");
    variables.verify();
    return new PromoConfig(service, settings, faults, Region.of(region));
  }
}
