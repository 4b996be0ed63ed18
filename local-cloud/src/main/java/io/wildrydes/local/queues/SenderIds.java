// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import java.util.Locale;

/// The unique ids by which SQS names a sender: `AIDA...` for users and services,
/// `AROA...:<session>` for a role's session.
///
/// See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids.
/// **Differs:** the id is derived from the principal's name, the same in every run.
final class SenderIds {
  private static final int LENGTH = 17;

  private SenderIds() {}

  static String of(String principal) {
    int resourceAt = principal.indexOf(":assumed-role/");
    if (resourceAt < 0) {
      return "AIDA" + unique(principal);
    }
    int sessionAt = principal.lastIndexOf('/');
    return "AROA"
        + unique(principal.substring(0, sessionAt))
        + ":"
        + principal.substring(sessionAt + 1);
  }

  private static String unique(String name) {
    return Md5.ofBody(name).substring(0, LENGTH).toUpperCase(Locale.ROOT);
  }
}
