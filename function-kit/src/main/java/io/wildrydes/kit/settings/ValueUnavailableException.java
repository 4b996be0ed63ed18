// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

/// A value that a function cannot work without was never read.
public final class ValueUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ValueUnavailableException(String name, Throwable cause) {
    super("reading " + name + " for the first time did not succeed", cause);
  }
}
