// SPDX-License-Identifier: Apache-2.0
/// `GET /unicorn`: which unicorn carries a ride. Start at [io.wildrydes.ridefleet.RideFleet]. Who
/// may call it is the gateway's decision.
@NullMarked
package io.wildrydes.ridefleet;

import org.jspecify.annotations.NullMarked;
