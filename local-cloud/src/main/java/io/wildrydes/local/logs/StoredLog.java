// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.time.InstantSource;

/// Puts each event into the store, and says once that the store has begun to forget.
final class StoredLog implements LogWriter {
  private static final System.Logger LOG = System.getLogger(StoredLog.class.getName());

  private final LogStore store;
  private final InstantSource clock;
  private boolean hasSaidSo;

  StoredLog(LogStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void begin(String group) {
    // groups of the template are created with their retention before anything is written
  }

  @Override
  public void write(LogEvent event) {
    boolean dropped = store.append(event, clock.instant());
    if (dropped && !hasSaidSo) {
      hasSaidSo = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "oldest log events dropped from memory, log files keep them limitBytes={0,number,#}",
          store.limitBytes());
    }
  }

  @Override
  public void flush() {
    // the store is read as it is
  }

  @Override
  public void close() {
    // the store ends with its service
  }
}
