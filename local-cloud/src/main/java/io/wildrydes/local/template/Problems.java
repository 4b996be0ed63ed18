// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with a template, collected over all its readers so that people see everything at
/// once. One thread.
public final class Problems {
  private final List<String> found = new ArrayList<>();

  /// Notes a problem.
  ///
  /// @param where the resource and property, such as `DeliveryQueue VisibilityTimeout`
  /// @param what what was found and what would be right
  public void add(String where, String what) {
    found.add(where + ": " + what);
  }

  public List<String> found() {
    return List.copyOf(found);
  }

  /// Ends reading when anything was wrong.
  ///
  /// @throws InvalidTemplateException with all of them, when there are any
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidTemplateException(found());
    }
  }
}
