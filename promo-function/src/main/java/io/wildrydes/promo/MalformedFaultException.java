// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.promo;

/// A fault is switched on with numbers that say nothing.
final class MalformedFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedFaultException(String message) {
    super(message);
  }
}
