// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

/// The one exception that engines throw for a caller: what AWS answers, before it is put into a
/// protocol's shape.
public final class AwsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /// @param status the HTTP status
  /// @param code AWS's error code, such as `ResourceNotFoundException`
  /// @param message the text the caller reads
  public AwsException(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /// The text the caller reads.
  public String text() {
    return String.valueOf(getMessage());
  }
}
