// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.ridefleet;

import java.util.List;

/// SSM does not have parameters that the template should have written.
final class MissingParametersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingParametersException(List<String> names) {
    super("SSM parameters missing: " + String.join(", ", names));
  }
}
