// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A service that others are connected to before it is made. Set once, before anything is started.
final class Late<T> {
  private volatile @Nullable T value;

  void set(T service) {
    value = service;
  }

  T get() {
    return Objects.requireNonNull(value, "services are connected before they start");
  }
}
