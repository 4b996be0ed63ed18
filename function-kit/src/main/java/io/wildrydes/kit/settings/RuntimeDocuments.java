// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

import io.wildrydes.kit.telemetry.EventLog;
import java.util.Map;
import java.util.stream.Stream;

/// Both run-time documents, as read together.
public record RuntimeDocuments(Settings settings, Faults faults) {
  private static final EventLog LOG = EventLog.of(RuntimeDocuments.class);

  /// Reads the documents out of parameters as SSM answers them.
  ///
  /// Faults are written by hand. When they are malformed and there are no last good ones to keep,
  /// none are on, and one WARN says so.
  ///
  /// @param values by the parameters' names
  /// @throws MissingParametersException when one of the two is not among them
  /// @throws MalformedDocumentException naming what is wrong with which, of faults only when there
  ///   are last good ones
  public static RuntimeDocuments among(
      Map<String, String> values, String settingsName, String faultsName, Reading reading) {
    var missing =
        Stream.of(settingsName, faultsName).filter(name -> !values.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new MissingParametersException(missing);
    }
    return new RuntimeDocuments(
        Settings.parse(values.getOrDefault(settingsName, "")),
        faults(values.getOrDefault(faultsName, ""), reading));
  }

  /// Reads the document as SSM holds it.
  ///
  /// @throws MalformedDocumentException naming what is wrong with which
  public static RuntimeDocuments parse(String settings, String faults) {
    return new RuntimeDocuments(Settings.parse(settings), Faults.parse(faults));
  }

  private static Faults faults(String json, Reading reading) {
    try {
      return Faults.parse(json);
    } catch (MalformedDocumentException e) {
      if (reading == Reading.AGAIN) {
        throw e;
      }
      LOG.warn("faults malformed, none are on", e);
      return Faults.NONE;
    }
  }
}
