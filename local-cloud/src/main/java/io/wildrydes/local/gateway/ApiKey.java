// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

/// What a caller shows to be counted and limited by a usage plan.
///
/// @param value the secret text of the `x-api-key` header
record ApiKey(String id, String value, boolean enabled) {
  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }
}
