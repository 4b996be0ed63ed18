// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

/// A datagram that holds no valid segment document; the message says why.
final class MalformedSegmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedSegmentException(String message) {
    super(message, null, false, false);
  }
}
