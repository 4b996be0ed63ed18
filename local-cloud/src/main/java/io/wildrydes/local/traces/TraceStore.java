// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// The newest traces, each with its documents in the order of their arrival. Thread-safe, guarded
/// by one lock.
///
/// Holds at most so many traces and so many characters of documents; beyond either, whole traces
/// go, the one whose first document is oldest first. **Differs:** AWS keeps traces for 30 days.
final class TraceStore {
  static final int MAX_TRACES = 20_000;
  static final long MAX_CHARACTERS = 64L * 1024 * 1024;

  private final int maxTraces;
  private final long maxCharacters;
  private final Lock lock = new ReentrantLock();
  private final Map<String, List<SegmentDocument>> traces = new LinkedHashMap<>();
  private long characters;

  TraceStore(int maxTraces, long maxCharacters) {
    this.maxTraces = maxTraces;
    this.maxCharacters = maxCharacters;
  }

  void add(SegmentDocument document) {
    lock.lock();
    try {
      traces.computeIfAbsent(document.traceId(), _ -> new ArrayList<>()).add(document);
      characters += document.characters();
      evict();
    } finally {
      lock.unlock();
    }
  }

  /// The documents of one trace; empty when it is not, or no longer, there.
  List<JsonNode> documents(String traceId) {
    List<SegmentDocument> documents;
    lock.lock();
    try {
      documents = List.copyOf(traces.getOrDefault(traceId, List.of()));
    } finally {
      lock.unlock();
    }
    return documents.stream().map(SegmentDocument::tree).toList();
  }

  private void evict() {
    var oldest = traces.values().iterator();
    while (traces.size() > maxTraces || characters > maxCharacters) {
      characters -= oldest.next().stream().mapToLong(SegmentDocument::characters).sum();
      oldest.remove();
    }
  }
}
