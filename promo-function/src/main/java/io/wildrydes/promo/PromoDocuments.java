// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.promo;

import io.wildrydes.kit.settings.Faults;
import io.wildrydes.kit.settings.Faults.Fault;
import io.wildrydes.kit.settings.Reading;
import io.wildrydes.kit.settings.RuntimeDocuments;
import io.wildrydes.kit.telemetry.EventLog;
import java.time.Duration;

/// What of the run-time documents counts here. A fault that is off has the rate zero.
///
/// @param brokenRate share of answers whose multiplier is no number
record PromoDocuments(String randomSeed, SlowDiscount slow, double brokenRate) {
  static final String SLOW_DISCOUNT = "slow-discount";
  static final String BROKEN_DISCOUNT = "broken-discount";

  private static final EventLog LOG = EventLog.of(PromoDocuments.class);

  /// Without last good faults to keep, a malformed one turns all of them off.
  ///
  /// @throws MalformedFaultException naming the fault and what is wrong with it, when there are
  ///   last good ones
  static PromoDocuments from(RuntimeDocuments documents, Reading reading) {
    try {
      return from(documents);
    } catch (MalformedFaultException e) {
      if (reading == Reading.AGAIN) {
        throw e;
      }
      LOG.warn("faults malformed, none are on", e);
      return from(new RuntimeDocuments(documents.settings(), Faults.NONE));
    }
  }

  private static PromoDocuments from(RuntimeDocuments documents) {
    var faults = documents.faults();
    return new PromoDocuments(
        documents.settings().randomSeed(),
        faults.find(SLOW_DISCOUNT).map(SlowDiscount::from).orElse(SlowDiscount.OFF),
        faults.find(BROKEN_DISCOUNT).map(Fault::rate).orElse(0.0));
  }

  /// A share of answers comes late, by a uniform delay.
  record SlowDiscount(double rate, Duration minDelay, Duration maxDelay) {
    static final SlowDiscount OFF = new SlowDiscount(0, Duration.ZERO, Duration.ZERO);

    /// The reference's delays, for a fault that says nothing of them.
    private static final int MIN_MILLIS = 800;

    private static final int MAX_MILLIS = 950;

    private static SlowDiscount from(Fault fault) {
      var min = fault.number("minMs", MIN_MILLIS);
      var max = fault.number("maxMs", Math.max(min, MAX_MILLIS));
      if (!(min >= 0 && min <= max && max <= Integer.MAX_VALUE)) {
        throw new MalformedFaultException(
            "faults: slow-discount needs minMs from 0 to maxMs, both in milliseconds");
      }
      return new SlowDiscount(
          fault.rate(), Duration.ofMillis((long) min), Duration.ofMillis((long) max));
    }
  }
}
