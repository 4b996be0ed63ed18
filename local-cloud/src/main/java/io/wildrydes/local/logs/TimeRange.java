// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import io.wildrydes.local.aws.JsonInput;

/// The times that a search is limited to, in milliseconds since 1970.
record TimeRange(long from, long to) {
  static TimeRange from(JsonInput input) {
    return new TimeRange(
        input.wholeNumber("startTime").orElse(0L),
        input.wholeNumber("endTime").orElse(Long.MAX_VALUE));
  }
}
