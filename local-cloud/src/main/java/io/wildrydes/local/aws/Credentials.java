// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The access keys that the local cloud hands out, so that each AWS call is known by its caller.
/// Thread-safe.
public final class Credentials {
  private final Map<String, Key> keys = new ConcurrentHashMap<>();
  private final Identity identity;
  private final Supplier<String> secrets;

  /// @param secrets gives a fresh text of at least 32 letters and digits for each call
  public Credentials(Identity identity, Supplier<String> secrets) {
    this.identity = identity;
    this.secrets = secrets;
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
    var key = keys.get(accessKeyId);
    return key == null
        ? "arn:%s:iam::%s:user/developer".formatted(identity.partition(), identity.accountId())
        : key.arn();
  }

  /// One issued key.
  public record Key(String accessKeyId, String secretAccessKey, String sessionToken, String arn) {
    @Override
    public String toString() {
      return "Key[" + accessKeyId + ", " + arn + "]";
    }
  }
}
