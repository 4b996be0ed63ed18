// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.requestride;

import java.io.IOException;

/// There was nothing to sign a call with, so none was made.
final class NoCredentialsException extends IOException {
  private static final long serialVersionUID = 1L;

  NoCredentialsException(Throwable cause) {
    super("no credentials to sign a call with", cause);
  }
}
