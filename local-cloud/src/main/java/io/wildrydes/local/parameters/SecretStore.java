// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import io.wildrydes.local.aws.AwsException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The secrets. Thread-safe, guarded by one lock.
///
/// See https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html.
final class SecretStore {
  private final Lock lock = new ReentrantLock();
  private final Map<String, Secret> secrets = new LinkedHashMap<>();

  void add(Secret secret) {
    lock.lock();
    try {
      secrets.put(secret.arn(), secret);
    } finally {
      lock.unlock();
    }
  }

  List<Secret> all() {
    lock.lock();
    try {
      return List.copyOf(secrets.values());
    } finally {
      lock.unlock();
    }
  }

  /// The secret with this name, ARN, or ARN without its random end.
  Secret get(String id) {
    return all().stream()
        .filter(secret -> secret.isCalled(id))
        .findFirst()
        .orElseThrow(() -> notFound("Secrets Manager can't find the specified secret."));
  }

  /// One version, by its id, its label, or both; the current one when neither is given.
  SecretVersion version(String id, @Nullable String versionId, @Nullable String stage) {
    var secret = get(id);
    if (versionId == null) {
      var label = stage == null ? SecretVersion.CURRENT : stage;
      return secret.withStage(label).orElseThrow(() -> noValue("staging label: " + label));
    }
    var version = secret.versions().get(versionId);
    if (version == null) {
      throw noValue("VersionId: " + versionId);
    }
    if (stage != null && !version.stages().contains(stage)) {
      throw new AwsException(
          400,
          "InvalidRequestException",
          "You provided a VersionStage that is not associated to the provided VersionId.");
    }
    return version;
  }

  /// Adds a version and moves its labels to it. The first version of a secret is always current. A
  /// version id that is there already with the same value changes nothing.
  SecretVersion put(String id, SecretVersion added, Instant now) {
    lock.lock();
    try {
      var secret = get(id);
      var same = secret.versions().get(added.id());
      if (same != null) {
        return repeated(secret, same, added);
      }
      var version =
          secret.versions().isEmpty() && !added.stages().contains(SecretVersion.CURRENT)
              ? added.withStages(plusCurrent(added.stages()))
              : added;
      secrets.put(secret.arn(), secret.plus(version, now));
      return version;
    } finally {
      lock.unlock();
    }
  }

  void describe(String id, String description, Instant now) {
    lock.lock();
    try {
      var secret = get(id);
      secrets.put(secret.arn(), secret.withDescription(description, now));
    } finally {
      lock.unlock();
    }
  }

  private static SecretVersion repeated(Secret secret, SecretVersion same, SecretVersion added) {
    if (!same.value().equals(added.value())) {
      throw new AwsException(
          400,
          "ResourceExistsException",
          "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
              .formatted(added.id(), secret.arn()));
    }
    return same;
  }

  private static List<String> plusCurrent(List<String> stages) {
    return Stream.concat(stages.stream(), Stream.of(SecretVersion.CURRENT)).toList();
  }

  private static AwsException noValue(String what) {
    return notFound("Secrets Manager can't find the specified secret value for " + what);
  }

  private static AwsException notFound(String message) {
    return new AwsException(400, "ResourceNotFoundException", message);
  }
}
