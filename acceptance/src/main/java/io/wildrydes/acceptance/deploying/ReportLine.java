// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import java.util.Optional;
import java.util.regex.Pattern;

/// What Lambda's REPORT line says of an invocation, see
/// https://docs.aws.amazon.com/lambda/latest/dg/snapstart-monitoring.html.
///
/// @param restoreMillis how long the restore took; empty when the environment was there already, or
///   began with an initialisation
record ReportLine(double durationMillis, Optional<Double> restoreMillis) {
  private static final Pattern DURATION =
      Pattern.compile("REPORT RequestId: \\S+\\s+Duration: ([0-9.]+) ms");
  private static final Pattern RESTORE = Pattern.compile("\tRestore Duration: ([0-9.]+) ms");

  /// The line in the last kilobytes of a log; empty when it is not there.
  static Optional<ReportLine> in(String logTail) {
    var duration = DURATION.matcher(logTail);
    if (!duration.find()) {
      return Optional.empty();
    }
    var restore = RESTORE.matcher(logTail);
    return Optional.of(
        new ReportLine(
            Double.parseDouble(duration.group(1)),
            restore.find() ? Optional.of(Double.parseDouble(restore.group(1))) : Optional.empty()));
  }
}
