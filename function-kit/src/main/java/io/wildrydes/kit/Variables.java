// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads environment variables into a configuration record and reports all missing ones together.
///
/// Read every variable, then build the record, then call [#verify()]: until then a missing variable
/// reads as empty text.
public final class Variables {
  private final Map<String, String> environment;
  private final List<String> missing = new ArrayList<>();

  public Variables(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  public String required(String name) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      missing.add(name);
    }
    return value;
  }

  public String optional(String name, String fallback) {
    var value = environment.getOrDefault(name, "");
    return value.isBlank() ? fallback : value;
  }

  /// Ends the reading.
  ///
  /// @throws MissingVariablesException naming every required variable that was absent or blank
  public void verify() {
    if (!missing.isEmpty()) {
      throw new MissingVariablesException(missing);
    }
  }
}
