// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.testing;

import io.wildrydes.local.LocalCloud;
import io.wildrydes.local.LocalCloudConfig;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Starts a local cloud before the tests of a class and closes it after them. Register it in a
/// static field:
///
/// ```java
/// @RegisterExtension
/// static final LocalCloudExtension CLOUD =
///     LocalCloudExtension.of(() -> LocalCloudConfig.of(Path.of("template.yaml")).onFreePorts());
/// ```
public final class LocalCloudExtension implements BeforeAllCallback, AfterAllCallback {
  private final Supplier<LocalCloudConfig> config;
  private @Nullable LocalCloud cloud;

  private LocalCloudExtension(Supplier<LocalCloudConfig> config) {
    this.config = config;
  }

  /// An extension whose configuration is made when the class starts.
  public static LocalCloudExtension of(Supplier<LocalCloudConfig> config) {
    return new LocalCloudExtension(config);
  }

  /// The running local cloud; only while tests of the class run.
  public LocalCloud cloud() {
    return Objects.requireNonNull(cloud, "the local cloud runs only during the tests of its class");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    cloud = LocalCloud.start(config.get());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (cloud != null) {
      cloud.close();
    }
  }
}
