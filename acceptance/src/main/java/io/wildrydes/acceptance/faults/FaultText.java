// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.faults;

/// Faults as people read them on a terminal.
final class FaultText {
  private FaultText() {}

  /// Each known fault and whether it is on, then those that are on and not known here.
  static String of(FaultDocument document) {
    var text = new StringBuilder();
    for (var fault : KnownFault.values()) {
      line(text, fault.text(), document.find(fault.text()).map("on "::concat).orElse("off"));
      text.append("  (").append(fault.effect()).append(")\n");
    }
    for (var name : document.names()) {
      if (KnownFault.find(name).isEmpty()) {
        line(text, name, "on " + document.find(name).orElse(""));
        text.append("  (no function is known to have it)\n");
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String state) {
    text.append("%-16s %s".formatted(name, state));
  }
}
