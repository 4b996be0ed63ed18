// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import java.time.Instant;
import java.util.List;

/// One version of a secret.
///
/// @param stages the staging labels attached to it, in order; a version without any is deprecated
record SecretVersion(String id, SecretValue value, Instant createdAt, List<String> stages) {
  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";

  SecretVersion {
    stages = stages.stream().sorted().distinct().toList();
  }

  SecretVersion withStages(List<String> other) {
    return new SecretVersion(id, value, createdAt, other);
  }
}
