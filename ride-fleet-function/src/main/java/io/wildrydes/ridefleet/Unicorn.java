// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.ridefleet;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A member of the fleet, as the answer describes it.
record Unicorn(
    @JsonProperty("Name") String name,
    @JsonProperty("Color") String color,
    @JsonProperty("DeviceId") String deviceId) {}
