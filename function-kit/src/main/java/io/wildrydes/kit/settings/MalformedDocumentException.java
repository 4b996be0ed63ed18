// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.settings;

/// A settings or faults document does not have the shape it should have.
public final class MalformedDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedDocumentException(String message) {
    super(message);
  }

  MalformedDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
