// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import io.wildrydes.kit.Variables;
import java.util.Map;
import software.amazon.awssdk.regions.Region;

/// What the template and Lambda tell these functions.
record RideRecordConfig(
    String service, String settingsParameter, String faultsParameter, String table, Region region) {
  static RideRecordConfig from(Map<String, String> environment) {
    var variables = new Variables(environment);
    var service = variables.required("SERVICE_NAME");
    var settings = variables.required("SETTINGS_PARAMETER");
    var faults = variables.required("FAULTS_PARAMETER");
    var table = variables.required("RIDE_RECORDS_TABLE");
    var region = variables.required("AWS_REGION");
    variables.verify();
    return new RideRecordConfig(service, settings, faults, table, Region.of(region));
  }
}
