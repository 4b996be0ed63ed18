// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A secret with its versions, as it stands at one moment. Staging labels belong to at most one
/// version each.
///
/// See https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html.
///
/// @param arn ends in a dash and six random letters and digits
/// @param versions by version id, oldest first
record Secret(
    String arn,
    String name,
    String description,
    Instant createdAt,
    Instant changedAt,
    Map<String, SecretVersion> versions) {
  private static final int MAX_VERSIONS = 100;

  Secret {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /// Whether the text is this secret's name, its ARN, or its ARN without the random end.
  boolean isCalled(String id) {
    return id.equals(name) || id.equals(arn) || id.equals(arn.substring(0, arn.lastIndexOf('-')));
  }

  Optional<SecretVersion> withStage(String stage) {
    return versions.values().stream().filter(v -> v.stages().contains(stage)).findFirst();
  }

  /// This secret with one more version, to which the labels move. When `AWSCURRENT` moves, the
  /// version that had it becomes `AWSPREVIOUS`. The oldest versions without labels go when there
  /// are more than a hundred.
  Secret plus(SecretVersion added, Instant now) {
    var moved = new HashSet<>(added.stages());
    if (moved.contains(SecretVersion.CURRENT)) {
      moved.add(SecretVersion.PREVIOUS);
    }
    var all = new LinkedHashMap<String, SecretVersion>();
    for (var version : versions.values()) {
      var stages = new ArrayList<>(version.stages());
      boolean wasCurrent = stages.contains(SecretVersion.CURRENT);
      stages.removeAll(moved);
      if (wasCurrent && added.stages().contains(SecretVersion.CURRENT)) {
        stages.add(SecretVersion.PREVIOUS);
      }
      all.put(version.id(), version.withStages(stages));
    }
    all.put(added.id(), added);
    return new Secret(arn, name, description, createdAt, now, pruned(all));
  }

  Secret withDescription(String other, Instant now) {
    return new Secret(arn, name, other, createdAt, now, versions);
  }

  private static Map<String, SecretVersion> pruned(Map<String, SecretVersion> all) {
    List<String> deprecated =
        all.values().stream().filter(v -> v.stages().isEmpty()).map(SecretVersion::id).toList();
    deprecated.stream().limit(Math.max(0, all.size() - MAX_VERSIONS)).forEach(all::remove);
    return all;
  }
}
