// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.faults;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The faults that the functions have, with the numbers of the reference systems.
public enum KnownFault {
  /// Promo answers late.
  SLOW_DISCOUNT("promo answers late"),
  /// Promo answers a multiplier that is no number.
  BROKEN_DISCOUNT("promo answers a discount that is no number");

  private final String effect;

  KnownFault(String effect) {
    this.effect = effect;
  }

  static Optional<KnownFault> find(String name) {
    return Arrays.stream(values()).filter(fault -> fault.text().equals(name)).findFirst();
  }

  /// All names, for messages.
  static String names() {
    return Arrays.stream(values()).map(KnownFault::text).collect(Collectors.joining(", "));
  }

  /// The name as people and the functions write it.
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What it does, for people.
  String effect() {
    return effect;
  }

  /// Its numbers, as the reference has them.
  List<Setting> defaults() {
    return switch (this) {
      case SLOW_DISCOUNT ->
          List.of(new Setting("rate", 0.2), new Setting("minMs", 800), new Setting("maxMs", 950));
      case BROKEN_DISCOUNT -> List.of(new Setting("rate", 0.1));
    };
  }

  /// One number of a fault.
  record Setting(String name, double value) {}
}
