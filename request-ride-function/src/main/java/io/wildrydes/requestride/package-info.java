// SPDX-License-Identifier: Apache-2.0
/// `POST /ride`: a unicorn for whoever asks. Start at [io.wildrydes.requestride.RequestRide] (the
/// steps of a ride), then [io.wildrydes.requestride.RideSteps] (what becomes of a service's
/// failure, fragile or resilient) and [io.wildrydes.requestride.Budget] (how five seconds are
/// enough for all of them).
@NullMarked
package io.wildrydes.requestride;

import org.jspecify.annotations.NullMarked;
