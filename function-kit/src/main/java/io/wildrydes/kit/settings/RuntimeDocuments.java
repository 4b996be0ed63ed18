// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

/// Both run-time documents, as read together.
public record RuntimeDocuments(Settings settings, Faults faults) {
  /// Reads the document as SSM holds it.
  ///
  /// @throws MalformedDocumentException naming what is wrong with which
  public static RuntimeDocuments parse(String settings, String faults) {
    return new RuntimeDocuments(Settings.parse(settings), Faults.parse(faults));
  }
}
