// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.EventRequest;
import io.wildrydes.local.CapturedLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// A developer's debugger: attaches to a function's process and holds it at a breakpoint.
public final class AttachedDebugger implements AutoCloseable {
  private static final int LIMIT_MILLIS = 20_000;
  private static final Pattern PORT = Pattern.compile("may attach to 127\\.0\\.0\\.1:(\\d+) ");

  private final VirtualMachine machine;

  private AttachedDebugger(VirtualMachine machine) {
    this.machine = machine;
  }

  /// What is logged about debuggers; the port is told there.
  public static CapturedLog log() {
    return CapturedLog.of(Debugging.class);
  }

  /// The port that the log of a start names.
  public static int portIn(CapturedLog log) {
    var line = PORT.matcher(String.join("\n", log.lines()));
    assertThat(line.find()).as("a port in %s", log.lines()).isTrue();
    return Integer.parseInt(line.group(1));
  }

  /// Attaches as soon as the process listens.
  public static AttachedDebugger attach(int port) throws InterruptedException {
    var machine = new AtomicReference<VirtualMachine>();
    LambdaRig.await("debugger attached to " + port, () -> connect(port, machine));
    return new AttachedDebugger(machine.get());
  }

  /// Sets a breakpoint at the first line of a method, once its class is loaded.
  public void breakAt(Class<?> owner, String method) throws InterruptedException {
    LambdaRig.await(
        owner + " loaded",
        () -> machine.classesByName(owner.getName()).stream().anyMatch(c -> c.isPrepared()));
    var location =
        machine
            .classesByName(owner.getName())
            .getFirst()
            .methodsByName(method)
            .getFirst()
            .location();
    var request = machine.eventRequestManager().createBreakpointRequest(location);
    request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    request.enable();
  }

  /// Waits until a thread stands at the breakpoint.
  ///
  /// @return lets it go on
  public EventSet awaitBreakpoint() throws InterruptedException {
    while (true) {
      var events = machine.eventQueue().remove(LIMIT_MILLIS);
      assertThat(events).as("breakpoint reached").isNotNull();
      if (events.stream().anyMatch(BreakpointEvent.class::isInstance)) {
        return events;
      }
      events.resume();
    }
  }

  /// Removes all breakpoints.
  public void breakNowhere() {
    machine
        .eventRequestManager()
        .deleteEventRequests(List.copyOf(machine.eventRequestManager().breakpointRequests()));
  }

  @Override
  public void close() {
    machine.dispose();
  }

  private static boolean connect(int port, AtomicReference<VirtualMachine> machine) {
    var connector =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(c -> c.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    var arguments = connector.defaultArguments();
    var values = Map.of("hostname", "127.0.0.1", "port", Integer.toString(port));
    values.forEach((name, value) -> Objects.requireNonNull(arguments.get(name)).setValue(value));
    try {
      machine.set(connector.attach(arguments));
      return true;
    } catch (IOException _) {
      return false; // does not listen yet
    } catch (IllegalConnectorArgumentsException e) {
      throw new IllegalStateException(e);
    }
  }
}
