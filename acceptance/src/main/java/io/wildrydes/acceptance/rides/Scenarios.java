// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.rides;

import io.wildrydes.acceptance.faults.KnownFault;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The failures of the reference systems, each as the runs that show it and what helps.
final class Scenarios {
  private static final Map<String, String> ONE_WRITE_UNIT =
      Map.of("RideRecordCapacity", "provisioned", "RideRecordWriteCapacity", "1");

  private static final Map<String, String> SEEDED = Map.of("RandomSeed", "wild-rydes");

  /// Enough for the whole load at once.
  private static final long ENOUGH_UNITS = 100;

  private static final List<Plan> ALL =
      List.of(throttledRecord(), lostRides(), slowDiscount(), brokenDiscount());

  private Scenarios() {}

  static Optional<Plan> find(String name) {
    return ALL.stream().filter(plan -> plan.name().equals(name)).findFirst();
  }

  static List<String> names() {
    return ALL.stream().map(Plan::name).toList();
  }

  /// The names, for the command's help.
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  private static Plan throttledRecord() {
    var broken = Run.of("fragile, one write unit", "fragile").with(ONE_WRITE_UNIT);
    var fixed = Run.of("fragile, on demand", "fragile");
    return new Plan("throttled-record", "high-load", List.of(broken, fixed));
  }

  private static Plan lostRides() {
    var broken = Run.of("fragile, one write unit", "fragile").with(ONE_WRITE_UNIT);
    var fixed =
        Run.of("resilient, one write unit; raised after the load", "resilient")
            .with(ONE_WRITE_UNIT)
            .raisedTo(ENOUGH_UNITS);
    return new Plan("lost-rides", "high-load", List.of(broken, fixed));
  }

  private static Plan slowDiscount() {
    var broken = Run.of("fragile, slow-discount", "fragile").with(SEEDED);
    var resilient = Run.of("resilient, slow-discount", "resilient").with(SEEDED);
    var fixed = Run.of("fragile, fault off", "fragile").with(SEEDED);
    var fault = KnownFault.SLOW_DISCOUNT;
    return new Plan(
        "slow-discount",
        "slowness",
        List.of(broken.suffering(fault), resilient.suffering(fault), fixed));
  }

  private static Plan brokenDiscount() {
    var broken = Run.of("fragile, broken-discount", "fragile").with(SEEDED);
    var fixed = Run.of("resilient, broken-discount", "resilient").with(SEEDED);
    var fault = KnownFault.BROKEN_DISCOUNT;
    return new Plan(
        "broken-discount", "normal", List.of(broken.suffering(fault), fixed.suffering(fault)));
  }

  /// One failure.
  ///
  /// @param profile of the ride load
  /// @param runs the failing one first
  record Plan(String name, String profile, List<Run> runs) {}

  /// One run of the stack under the scenario's load.
  ///
  /// @param parameters of the template
  /// @param fault on while the load runs, with the numbers of the reference
  /// @param raiseTo write units that the table gets when the load has ended; null for none
  record Run(
      String label,
      Map<String, String> parameters,
      @Nullable KnownFault fault,
      @Nullable Long raiseTo) {
    private static Run of(String label, String resilience) {
      return new Run(label, Map.of("Resilience", resilience), null, null);
    }

    private Run with(Map<String, String> more) {
      var all = new LinkedHashMap<>(parameters);
      all.putAll(more);
      return new Run(label, all, fault, raiseTo);
    }

    private Run suffering(KnownFault which) {
      return new Run(label, parameters, which, raiseTo);
    }

    private Run raisedTo(long writeUnits) {
      return new Run(label, parameters, fault, writeUnits);
    }
  }
}
