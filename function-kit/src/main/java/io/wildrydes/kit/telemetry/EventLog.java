// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// Writes log lines as events: a constant message and named fields. What identifies the invocation
/// is on every line by itself, see [Telemetry#begin].
public final class EventLog {
  private final Logger logger;

  private EventLog(Logger logger) {
    this.logger = logger;
  }

  public static EventLog of(Class<?> owner) {
    return new EventLog(LogManager.getLogger(owner));
  }

  /// Logs at INFO that a ride or an order has come this far.
  public void milestone(Milestone milestone, LogField... fields) {
    if (logger.isInfoEnabled()) {
      var message = new EventMessage(milestone.text()).with("milestone", milestone.name());
      logger.info(withAll(message, fields));
    }
  }

  /// Logs a milestone that is bad news, at WARN, with its cause if an exception was one.
  public void milestone(Milestone milestone, @Nullable Throwable cause, LogField... fields) {
    var message = new EventMessage(milestone.text()).with("milestone", milestone.name());
    logger.warn(withAll(message, fields), cause);
  }

  public void debug(String message, LogField... fields) {
    log(Level.DEBUG, message, null, fields);
  }

  public void info(String message, LogField... fields) {
    log(Level.INFO, message, null, fields);
  }

  public void warn(String message, LogField... fields) {
    log(Level.WARN, message, null, fields);
  }

  public void warn(String message, @Nullable Throwable cause, LogField... fields) {
    log(Level.WARN, message, cause, fields);
  }

  public void error(String message, @Nullable Throwable cause, LogField... fields) {
    log(Level.ERROR, message, cause, fields);
  }

  private void log(Level level, String message, @Nullable Throwable cause, LogField... fields) {
    if (logger.isEnabled(level)) {
      logger.log(level, withAll(new EventMessage(message), fields), cause);
    }
  }

  private static EventMessage withAll(EventMessage message, LogField... fields) {
    for (var field : fields) {
      message.with(field);
    }
    return message;
  }
}
