// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The unique ids by which services name a principal: `AIDA...` for users and services,
/// `AROA...:<session>` for a role's session.
///
/// See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids.
/// **Differs:** the id is derived from the principal's name, the same in every run.
public final class PrincipalIds {
  private static final int LENGTH = 17;

  private PrincipalIds() {}

  public static String of(String principal) {
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
    byte[] hash = CanonicalRequest.sha256(name.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().withUpperCase().formatHex(hash).substring(0, LENGTH);
  }
}
