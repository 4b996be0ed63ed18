// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.faults;

import io.wildrydes.acceptance.StackAccess;
import io.wildrydes.local.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/// `make fault`: switches one fault of a running stack on or off, or lists them.
@Command(
    name = "fault",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Switches one fault of a running stack on or off; without a name, lists them.",
    footer = {"", "The functions follow within five seconds. Other faults are left as they are."},
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:switched or listed",
      "1:the stack cannot be read or changed",
      "2:wrong arguments"
    })
public final class Fault implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private StackAccess stack = new StackAccess();

  @Option(names = "--name", defaultValue = "", description = "the fault")
  private String name = "";

  @Option(names = "--state", defaultValue = "", paramLabel = "on|off", description = "on or off")
  private String state = "";

  @Option(names = "--rate", description = "share of the calls that it strikes, 0 to 1")
  private @Nullable Double rate;

  @Option(names = "--min-ms", description = "shortest delay of a slow call, in milliseconds")
  private @Nullable Double minMs;

  @Option(names = "--max-ms", description = "longest delay of a slow call, in milliseconds")
  private @Nullable Double maxMs;

  private Fault() {}

  /// Switches or lists once; see `--help`.
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /// The same without ending the process; gives the exit code.
  static int run(String... args) {
    return Program.run(new Fault(), args);
  }

  @Override
  public Integer call() {
    var known = KnownFault.find(name);
    checkArguments(known.isPresent());
    known.ifPresent(this::checkNumbers);
    try (var faults = FaultSwitch.of(stack.access(), stack.stack())) {
      var document = known.isEmpty() ? faults.read() : change(faults, known.get());
      System.out.print(FaultText.of(document));
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("fault: " + e.getMessage());
      return 1;
    } catch (SdkException e) {
      System.err.println("fault: " + stack.told(e));
      return 1;
    }
  }

  private void checkArguments(boolean isKnown) {
    if (!name.isEmpty() && !isKnown) {
      throw wrong("there is no fault '%s'; there are %s".formatted(name, KnownFault.names()));
    }
    if (isKnown && !state.equals("on") && !state.equals("off")) {
      throw wrong("the state of %s must be on or off, not '%s'".formatted(name, state));
    }
    if (!isKnown && !state.isEmpty()) {
      throw wrong("the name of a fault is missing; there are " + KnownFault.names());
    }
    if (!state.equals("on") && !numbers().isEmpty()) {
      throw wrong(
          "numbers are for a fault that is switched on: give its name, and on as its state");
    }
  }

  private void checkNumbers(KnownFault fault) {
    try {
      FaultDocument.check(fault, numbers());
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private FaultDocument change(FaultSwitch faults, KnownFault fault) {
    return state.equals("on") ? faults.on(fault, numbers()) : faults.off(fault);
  }

  private Map<String, Double> numbers() {
    var numbers = new LinkedHashMap<String, Double>();
    put(numbers, "rate", rate);
    put(numbers, "minMs", minMs);
    put(numbers, "maxMs", maxMs);
    return numbers;
  }

  private static void put(Map<String, Double> numbers, String name, @Nullable Double value) {
    if (value != null) {
      numbers.put(name, value);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
