// SPDX-License-Identifier: Apache-2.0
/// Keeps rides in DynamoDB, each once: `POST /record` and the queue of deferred records. Start at
/// [io.wildrydes.riderecord.PutRideRecord] and [io.wildrydes.riderecord.DeferredRides] (what comes
/// in and what a failure means there), then [io.wildrydes.riderecord.Recording] (one ride) and
/// [io.wildrydes.riderecord.DynamoRideRecords] (one write).
@NullMarked
package io.wildrydes.riderecord;

import org.jspecify.annotations.NullMarked;
