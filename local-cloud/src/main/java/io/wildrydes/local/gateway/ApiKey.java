// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

/// What a caller shows to be counted and limited by a usage plan.
///
/// @param value the secret text of the `x-api-key` header
/// @param isGenerated whether the template leaves the value to API Gateway
record ApiKey(String id, String value, boolean enabled, boolean isGenerated) {
  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }
}
