// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit;

import java.util.List;

/// A function was started without environment variables it needs.
public final class MissingVariablesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingVariablesException(List<String> names) {
    super(
        "environment variables missing: "
            + String.join(", ", names)
            + "; set them in template.yaml");
  }
}
