// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

/// A request that the server refuses while it reads it; the connection ends with the answer.
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedException(Refusal refusal) {
    super(refusal.name(), null, false, false);
    this.refusal = refusal;
  }

  static RefusedException malformed() {
    return new RefusedException(Refusal.MALFORMED);
  }

  Refusal refusal() {
    return refusal;
  }
}
