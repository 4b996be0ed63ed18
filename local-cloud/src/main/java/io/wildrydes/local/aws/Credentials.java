// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The access keys that the local cloud hands out, so that each AWS call is known by its caller.
/// Thread-safe.
public final class Credentials {
  /// Id and secret of the key with which a developer signs requests to APIs with IAM authorisation,
  /// where any key will not do: AWS's tools take it from `AWS_ACCESS_KEY_ID` and
  /// `AWS_SECRET_ACCESS_KEY`.
  public static final String DEVELOPER = "test";

  private final Map<String, Key> keys = new ConcurrentHashMap<>();
  private final Supplier<String> secrets;
  private final Key developer;

  /// @param secrets gives a fresh text of at least 32 letters and digits for each call
  public Credentials(Identity identity, Supplier<String> secrets) {
    this.secrets = secrets;
    var arn = "arn:%s:iam::%s:user/developer".formatted(identity.partition(), identity.accountId());
    this.developer = new Key(DEVELOPER, DEVELOPER, "", arn);
  }

  /// A new key for a principal, such as a function's role session.
  ///
  /// @param arn the principal's ARN
  public Key issue(String arn) {
    var id = "ASIA" + secrets.get().substring(0, 16).toUpperCase(Locale.ROOT);
    var key = new Key(id, secrets.get(), secrets.get(), arn);
    keys.put(id, key);
    return key;
  }

  /// Forgets a key whose owner has ended.
  public void revoke(Key key) {
    keys.remove(key.accessKeyId());
  }

  /// Who calls with this access key. A key that was not issued here belongs to the developer at the
  /// keyboard.
  public String callerArn(String accessKeyId) {
    return keys.getOrDefault(accessKeyId, developer).arn();
  }

  /// The key of this id, for whoever must know its secret: one issued here, or the developer's own.
  public Optional<Key> find(String accessKeyId) {
    return Optional.ofNullable(accessKeyId.equals(DEVELOPER) ? developer : keys.get(accessKeyId));
  }

  /// Whether the caller is the developer at the keyboard, who may do everything.
  public boolean isDeveloper(Key key) {
    return key.arn().equals(developer.arn());
  }

  /// One key.
  ///
  /// @param sessionToken empty for a key that does not end with a session
  public record Key(String accessKeyId, String secretAccessKey, String sessionToken, String arn) {
    @Override
    public String toString() {
      return "Key[" + accessKeyId + ", " + arn + "]";
    }
  }
}
