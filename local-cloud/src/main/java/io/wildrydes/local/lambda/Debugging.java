// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.http.PortTakenException;
import io.wildrydes.local.template.Nearest;
import io.wildrydes.local.template.Problems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The functions that people debug: each runs in one process at a time, whose JVM listens for a
/// debugger on loopback. Nothing of it exists on AWS. Thread-safe once ports are claimed.
///
/// Neither snapshot nor AOT cache is used for them: a snapshot is a second process that would need
/// the same port, and the JVM refuses a cache when a debugger may redefine classes.
final class Debugging {
  private static final System.Logger LOG = System.getLogger(Debugging.class.getName());
  private static final String AGENT =
      "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:";
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Map<String, Integer> ports;
  private final Map<String, SandboxProcess> processes = new ConcurrentHashMap<>();

  private Debugging(Map<String, Integer> ports) {
    this.ports = new ConcurrentHashMap<>(ports);
  }

  /// Finds the functions that people named and marks them in the catalog.
  ///
  /// @param asked ports by a function's name, its name without the stack's, or its logical id
  static Debugging of(
      Map<String, Integer> asked, FunctionCatalog catalog, String stackName, Problems problems) {
    var names = namesOf(catalog, stackName);
    var ports = new LinkedHashMap<String, Integer>();
    asked.forEach((text, port) -> {
      var function = find(text, names);
      if (function.isEmpty()) {
        problems.add(
            "--debug " + text,
            "names no function of the template" + Nearest.hint(text, names.keySet()));
      } else if (ports.put(function.get(), port) != null) {
        problems.add("--debug " + text, "names a function that another --debug names, too");
      } else {
        catalog.debug(function.get());
      }
    });
    return new Debugging(ports);
  }

  /// Settles on free ports where people asked for any, and says where to attach.
  ///
  /// @throws PortTakenException when a port cannot be opened
  void claimPorts() {
    ports.replaceAll((_, port) -> free(port));
    ports.forEach((function, port) ->
        LOG.log(
            System.Logger.Level.INFO,
            "debugger may attach to 127.0.0.1:%d function=%s environments=1 timeouts=suspended gatewayTimeout=suspended"
                .formatted(port, function)));
  }

  /// The JVM's options for a version that is debugged.
  List<String> options(FunctionVersion version) {
    var port = ports.get(version.name());
    if (port == null) {
      throw new IllegalStateException(version.name() + " is not debugged");
    }
    return List.of(AGENT + port);
  }

  /// Ends the process that holds the version's port, if there is one; returns when it is gone.
  void freePort(FunctionVersion version) throws InterruptedException {
    var previous = processes.remove(version.name());
    if (previous != null) {
      previous.terminate();
      previous.awaitEnd(GRACE);
    }
  }

  /// Notes which process holds the version's port.
  void holdPort(FunctionVersion version, SandboxProcess process) {
    processes.put(version.name(), process);
  }

  private static int free(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new PortTakenException("debugger", port, e);
    }
  }

  private static Optional<String> find(String text, Map<String, String> names) {
    var exact = Optional.ofNullable(names.get(text));
    return exact.isPresent()
        ? exact
        : names.entrySet().stream()
            .filter(name -> name.getKey().equalsIgnoreCase(text))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  /// What people may call functions, with the functions' names.
  private static Map<String, String> namesOf(FunctionCatalog catalog, String stackName) {
    var names = new LinkedHashMap<String, String>();
    var prefix = stackName + "-";
    for (var function : new ArrayList<>(catalog.functions())) {
      var name = function.name();
      names.putIfAbsent(name.startsWith(prefix) ? name.substring(prefix.length()) : name, name);
      names.putIfAbsent(function.logicalId(), name);
    }
    catalog.functions().forEach(function -> names.put(function.name(), function.name()));
    return names;
  }
}
