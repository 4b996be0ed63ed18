// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.logs;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Log events by group, stream and time, for as long as they fit: beyond its limit the store drops
/// the oldest events of all groups. Guarded by one lock, which is held while events are added or
/// references to them are copied, never while they are searched.
///
/// **Differs:** CloudWatch Logs keeps events as long as the group's retention says.
final class LogStore {
  /// A part of the limit is freed at once, so that dropping costs little per event.
  private static final int FREED_PART = 10;

  private final Object lock = new Object();
  private final Map<String, GroupSummary> summaries = new TreeMap<>();
  private final Map<String, GroupLog> groups = new TreeMap<>();
  private final long limitBytes;
  private long bytes;
  private long sequence;

  LogStore(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  long limitBytes() {
    return limitBytes;
  }

  /// Creates a group, unless it is there.
  void create(String group, @Nullable Integer retentionInDays, Instant now) {
    synchronized (lock) {
      if (groups.putIfAbsent(group, new GroupLog()) == null) {
        summaries.put(group, new GroupSummary(group, now.toEpochMilli(), retentionInDays, 0));
      }
    }
  }

  /// Adds an event, to a new group if need be.
  ///
  /// @return whether older events were dropped to make room
  boolean append(LogEvent event, Instant now) {
    synchronized (lock) {
      create(event.group(), null, now);
      sequence++;
      var stored =
          new StoredEvent(
              sequence,
              event.at().toEpochMilli(),
              now.toEpochMilli(),
              event.stream(),
              event.message());
      group(event.group(), log -> log).ifPresent(log -> log.add(stored));
      bytes += stored.weight();
      return bytes > limitBytes && dropOldest();
    }
  }

  /// All groups, by name.
  List<GroupSummary> groups() {
    synchronized (lock) {
      return summaries.values().stream()
          .map(group -> group(group.name(), log -> group.with(log.bytes())).orElse(group))
          .toList();
    }
  }

  /// The streams of a group, by name; empty when there is no such group.
  Optional<List<StreamSummary>> streams(String group) {
    synchronized (lock) {
      return group(group, GroupLog::streams);
    }
  }

  /// The events of a group by time; empty when there is no such group.
  ///
  /// @param from milliseconds since 1970, included
  /// @param to likewise
  Optional<List<StoredEvent>> events(String group, long from, long to) {
    synchronized (lock) {
      return group(group, log -> log.between(from, to));
    }
  }

  private <T> Optional<T> group(String name, Function<GroupLog, T> read) {
    return Optional.ofNullable(groups.get(name)).map(read);
  }

  private boolean dropOldest() {
    while (bytes > limitBytes - limitBytes / FREED_PART) {
      var oldest =
          groups.values().stream()
              .filter(GroupLog::hasEvents)
              .min(Comparator.comparingLong(GroupLog::oldest));
      if (oldest.isEmpty()) {
        break;
      }
      bytes -= oldest.get().dropOldest();
    }
    groups.values().forEach(GroupLog::sweep);
    return true;
  }
}
