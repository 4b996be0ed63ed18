// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.delivery;

import io.wildrydes.kit.PerEnvironment;
import io.wildrydes.kit.settings.CachedValue;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What is known of the way to the partner: read once in an environment, and again when the partner
/// refuses the key. Each part keeps its last good value when it cannot be read again.
final class PartnerAccess implements PerEnvironment {
  /// Longer than any environment lives.
  private static final Duration FOR_GOOD = Duration.ofDays(365);

  private final CachedValue<URI> endpoint;
  private final CachedValue<ApiKey> key;

  PartnerAccess(Supplier<URI> endpoint, Supplier<ApiKey> key, InstantSource clock) {
    this.endpoint = new CachedValue<>("partner endpoint", endpoint, FOR_GOOD, clock);
    this.key = new CachedValue<>("partner API key", key, FOR_GOOD, clock);
  }

  /// Reads only what is not known yet.
  ///
  /// @throws io.wildrydes.kit.settings.ValueUnavailableException when that cannot be read
  Access current() {
    return new Access(endpoint.get(), key.get());
  }

  /// What to use instead of an access that was refused; the same when there is nothing newer. Reads
  /// again unless another invocation has meanwhile.
  Access insteadOf(Access refused) {
    var known = current();
    return known.equals(refused) ? new Access(endpoint.refreshed(), key.refreshed()) : known;
  }

  @Override
  public void discard() {
    endpoint.discard();
    key.discard();
  }

  @Override
  public void renew() {
    endpoint.renew();
    key.renew();
  }
}
