// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which resource needs which others to exist first.
final class DependencyGraph {
  private final Map<String, Set<String>> needs = new LinkedHashMap<>();

  void add(String from, String to) {
    needs.computeIfAbsent(from, _ -> new LinkedHashSet<>()).add(to);
  }

  /// The cycles, each once, as the names along it with the first one again at the end.
  List<List<String>> cycles() {
    var cycles = new ArrayList<List<String>>();
    var done = new HashSet<String>();
    for (var start : needs.keySet()) {
      follow(start, new ArrayList<>(), done, cycles);
    }
    return cycles;
  }

  private void follow(String name, List<String> path, Set<String> done, List<List<String>> cycles) {
    int before = path.indexOf(name);
    if (before >= 0) {
      var cycle = new ArrayList<>(path.subList(before, path.size()));
      cycle.add(name);
      cycles.add(cycle);
      return;
    }
    if (done.contains(name)) {
      return;
    }
    path.add(name);
    for (var next : needs.getOrDefault(name, Set.of())) {
      follow(next, path, done, cycles);
    }
    path.removeLast();
    done.add(name);
  }
}
