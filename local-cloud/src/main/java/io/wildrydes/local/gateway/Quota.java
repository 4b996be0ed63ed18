// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/// How many requests a key may make in a calendar period, in UTC.
///
/// See https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html. Weeks begin on
/// Sunday, which AWS does not document.
///
/// @param limit requests a period
/// @param offset requests subtracted from the limit in the first period
record Quota(int limit, int offset, Period period) {

  /// A calendar period.
  enum Period {
    DAY,
    WEEK,
    MONTH;

    /// The first day of the period that the instant is in.
    LocalDate startAt(Instant now) {
      var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      return switch (this) {
        case DAY -> today;
        case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        case MONTH -> today.withDayOfMonth(1);
      };
    }
  }
}
