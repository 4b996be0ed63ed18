// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

import java.util.Map;
import java.util.stream.Stream;

/// Both run-time documents, as read together.
public record RuntimeDocuments(Settings settings, Faults faults) {
  /// Reads the documents out of parameters as SSM answers them.
  ///
  /// @param values by the parameters' names
  /// @throws MissingParametersException when one of the two is not among them
  /// @throws MalformedDocumentException naming what is wrong with which
  public static RuntimeDocuments among(
      Map<String, String> values, String settingsName, String faultsName) {
    var missing =
        Stream.of(settingsName, faultsName).filter(name -> !values.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new MissingParametersException(missing);
    }
    return parse(values.getOrDefault(settingsName, ""), values.getOrDefault(faultsName, ""));
  }

  /// Reads the document as SSM holds it.
  ///
  /// @throws MalformedDocumentException naming what is wrong with which
  public static RuntimeDocuments parse(String settings, String faults) {
    return new RuntimeDocuments(Settings.parse(settings), Faults.parse(faults));
  }
}
