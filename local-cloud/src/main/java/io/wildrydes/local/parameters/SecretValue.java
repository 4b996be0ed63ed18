// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

/// What a secret holds in one version.
sealed interface SecretValue {
  record Text(String text) implements SecretValue {
    @Override
    public String toString() {
      return "Text[...]";
    }
  }

  /// Bytes, kept as they stand on the wire.
  record Binary(String base64) implements SecretValue {
    @Override
    public String toString() {
      return "Binary[...]";
    }
  }
}
