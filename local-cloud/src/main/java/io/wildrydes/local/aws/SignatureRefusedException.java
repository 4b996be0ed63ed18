// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

/// Why a request does not prove who sent it; the message is AWS's.
public final class SignatureRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  SignatureRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /// AWS's words for it.
  public String text() {
    return String.valueOf(getMessage());
  }

  /// What is wrong, as AWS's error codes tell it apart.
  public enum Reason {
    /// No signature at all.
    MISSING,
    /// A part of the signature is missing or cannot be read.
    INCOMPLETE,
    /// Nobody has this access key, or its session token is another.
    UNKNOWN_KEY,
    /// Signed too long ago, or for a time to come.
    EXPIRED,
    /// Signed with another secret, for another request, or for elsewhere.
    MISMATCH
  }
}
