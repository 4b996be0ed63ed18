// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// What one class logs from [#of(Class)] to [#close()].
public final class CapturedLog extends Handler implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Logger logger;

  private CapturedLog(Logger logger) {
    this.logger = logger;
    logger.addHandler(this);
  }

  public static CapturedLog of(Class<?> owner) {
    return new CapturedLog(Logger.getLogger(owner.getName()));
  }

  /// Level and message of each record.
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(record.getLevel().getName() + " " + formatter.formatMessage(record));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
