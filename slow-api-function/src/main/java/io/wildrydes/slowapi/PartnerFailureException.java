// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.slowapi;

/// The partner failed to process a call; nobody handles it, so the gateway answers 502.
final class PartnerFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PartnerFailureException(String message) {
    super(message);
  }

  PartnerFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
