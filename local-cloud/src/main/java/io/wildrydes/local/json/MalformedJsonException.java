// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.json;

/// Text that is not exactly one JSON value.
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(Exception cause) {
    super(cause.getMessage(), cause);
  }

  public MalformedJsonException(String message) {
    super(message);
  }
}
