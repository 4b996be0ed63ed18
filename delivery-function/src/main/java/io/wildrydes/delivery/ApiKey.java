// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

/// The key to the partner's API; its text form hides it.
record ApiKey(String value) {
  /// @throws IllegalArgumentException when it could not be sent as a header; without the value,
  ///   which the HTTP client's own refusal would quote
  ApiKey {
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "the API key is empty or has other than visible ASCII characters");
    }
  }

  @Override
  public String toString() {
    return "ApiKey[hidden]";
  }
}
