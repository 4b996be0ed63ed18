// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import java.io.IOException;

/// A server's port is in use or may not be opened; the message names the server, the port and what
/// to do.
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param name what listens there, such as `gateway`
  public PortTakenException(String name, int port, IOException cause) {
    super(
        "%s port %d cannot be opened (%s); stop what uses it or choose another port, 0 for any free one"
            .formatted(name, port, cause.getMessage()),
        cause);
  }
}
