// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Stack;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Takes log events from everywhere and writes them in order of arrival on one thread, so that a
/// slow console or disk delays nobody until [#BACKLOG] events wait; then whoever logs waits too,
/// and nothing is dropped.
///
/// Any group may be written, declared in the template or not, as on AWS where `CreateLogGroup` is
/// allowed. The newest events are kept for the API; retention has no meaning within one run.
public final class LogsService implements AutoCloseable {
  static final int BACKLOG = 10_000;
  private static final System.Logger LOG = System.getLogger(LogsService.class.getName());

  /// No group has an empty name.
  private static final LogEvent END = new LogEvent("", "", Instant.EPOCH, "");

  /// What the store keeps in memory at most.
  private static final long STORED_BYTES = 128L * 1024 * 1024;

  private static final int MAX_RETENTION_DAYS = 3653;

  private final List<LogWriter> writers = new ArrayList<>();
  private final List<String> declared = new ArrayList<>();
  private final LogStore store = new LogStore(STORED_BYTES);
  private final Identity identity;
  private final BlockingQueue<LogEvent> waiting = new ArrayBlockingQueue<>(BACKLOG);
  private @Nullable Thread thread;

  private LogsService(Identity identity) {
    this.identity = identity;
  }

  public static Set<String> resourceTypes() {
    return Set.of("AWS::Logs::LogGroup");
  }

  /// A service that keeps the newest events for its API, and prints them or writes files as well.
  public static LogsService of(
      Stack stack, Problems problems, Platform platform, LogOutput output) {
    var service = new LogsService(platform.identity());
    for (var group : stack.ofType("AWS::Logs::LogGroup")) {
      var properties = Properties.of(group, problems);
      var retention =
          properties.has("RetentionInDays")
              ? properties.integer("RetentionInDays", 0, 1, MAX_RETENTION_DAYS)
              : null;
      properties.accept("LogGroupName", "Tags", "LogGroupClass", "KmsKeyId");
      properties.end();
      service.declared.add(group.ref());
      service.store.create(group.ref(), retention, platform.now());
    }
    service.writers.add(new StoredLog(service.store, platform.clock()));
    if (output.console() != null) {
      service.writers.add(new ConsoleLog(output.console()));
    }
    if (output.folder() != null) {
      service.writers.add(new LogFiles(output.folder()));
    }
    return service;
  }

  /// CloudWatch Logs' API over the events that are kept.
  public AwsApi api() {
    return new LogsApi(store, identity).api();
  }

  public synchronized void start() {
    thread = Thread.ofPlatform().name("logs").daemon().start(this::run);
  }

  /// Takes one event; waits while the backlog is full.
  public void append(LogEvent event) {
    try {
      waiting.put(event);
    } catch (InterruptedException _) {
      Thread.currentThread()
          .interrupt(); // the writer of the line is being stopped, and the line with it
    }
  }

  /// Writes what is waiting and ends.
  @Override
  public synchronized void close() {
    if (thread == null) {
      return;
    }
    append(END);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  private void run() {
    try {
      for (var group : declared) {
        each(writer -> writer.begin(group));
      }
      for (var event = waiting.take(); !event.group().isEmpty(); event = waiting.take()) {
        write(event);
      }
      for (var writer : writers) {
        writer.close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "log output not closed", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(LogEvent event) {
    each(writer -> {
      writer.write(event);
      if (waiting.isEmpty()) {
        writer.flush();
      }
    });
  }

  /// A writer that fails is dropped after one line about it, so that the others go on.
  private void each(Writing writing) {
    for (var writer : List.copyOf(writers)) {
      try {
        writing.on(writer);
      } catch (IOException e) {
        LOG.log(System.Logger.Level.ERROR, "log output given up", e);
        writers.remove(writer);
      }
    }
  }

  @FunctionalInterface
  private interface Writing {
    void on(LogWriter writer) throws IOException;
  }
}
