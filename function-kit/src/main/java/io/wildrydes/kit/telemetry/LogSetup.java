// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import java.net.URI;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.selector.ContextSelector;

/// Gives every logger of the process one context that is configured already, by [LogConfiguration].
/// Named in `log4j2.component.properties`, made by log4j when the first logger is asked for,
/// whoever asks.
///
/// Without it log4j looks for a configuration file in every format that it knows, in every jar.
/// That, parsing XML and building what it says by reflection took a tenth of a cold start.
public final class LogSetup implements ContextSelector {
  private final LoggerContext context = new LoggerContext("function");

  /// Called by log4j.
  public LogSetup() {
    context.start(new LogConfiguration(context));
  }

  @Override
  public LoggerContext getContext(String fqcn, ClassLoader loader, boolean currentContext) {
    return context;
  }

  @Override
  public LoggerContext getContext(
      String fqcn, ClassLoader loader, boolean currentContext, URI configLocation) {
    return context;
  }

  @Override
  public List<LoggerContext> getLoggerContexts() {
    return List.of(context);
  }

  /// The one context stays.
  @Override
  public void removeContext(LoggerContext removed) {}

  @Override
  public boolean isClassLoaderDependent() {
    return false;
  }
}
