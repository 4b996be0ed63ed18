// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.notification;

import io.wildrydes.kit.Variables;
import java.util.Map;
import software.amazon.awssdk.regions.Region;

/// What the template and Lambda tell this function.
record NotificationConfig(String service, String eventBus, Region region) {
  static NotificationConfig from(Map<String, String> environment) {
    var variables = new Variables(environment);
    var service = variables.required("SERVICE_NAME");
    var eventBus = variables.required("EVENT_BUS_NAME");
    var region = variables.required("AWS_REGION");
    variables.verify();
    return new NotificationConfig(service, eventBus, Region.of(region));
  }
}
