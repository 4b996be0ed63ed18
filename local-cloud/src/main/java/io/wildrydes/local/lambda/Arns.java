// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

/// Reads ARNs: `arn:<partition>:<service>:<region>:<account>:<resource>`.
final class Arns {
  private static final int SERVICE_AT = 2;

  private Arns() {}

  static boolean isOf(String arn, String service) {
    var parts = arn.split(":", -1);
    return parts.length > SERVICE_AT && parts[0].equals("arn") && parts[SERVICE_AT].equals(service);
  }
}
