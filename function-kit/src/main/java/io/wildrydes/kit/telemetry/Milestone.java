// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import java.util.Locale;

/// The steps of a ride and of an order, in order, as they appear in the log field `milestone`.
public enum Milestone {
  RIDE_REQUEST_RECEIVED,
  RIDE_UNICORN_ASSIGNED,
  RIDE_DISCOUNT_APPLIED,
  RIDE_RECORDED,
  RIDE_RECORD_DEFERRED,
  RIDE_REQUEST_COMPLETED,
  RECORD_REQUEST_RECEIVED,
  SAVED_IN_DATABASE,
  NOTIFY_REQUEST_RECEIVED,
  NOTIFY_EVENT_PUBLISHED,
  DELIVERY_STARTED,
  DELIVERY_ATTEMPT_FAILED,
  DELIVERY_COMPLETED,
  DELIVERY_FAILED,
  SLOW_CALL_RECEIVED,
  SLOW_CALL_PROCESSED;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', ' ');

  /// The constant message of this milestone's log line.
  String text() {
    return text;
  }
}
