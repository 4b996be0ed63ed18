// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

import java.util.List;

/// SSM does not know parameters that a function needs.
public final class MissingParametersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param names of those that are missing
  public MissingParametersException(List<String> names) {
    super("SSM parameters missing: " + String.join(", ", names));
  }
}
