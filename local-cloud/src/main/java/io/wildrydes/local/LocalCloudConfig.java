// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import io.wildrydes.local.aws.ApiFaults;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.lambda.LambdaConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How one local cloud runs: the stack, the ports, how functions are run, where output goes, how
/// long waits last, what the stack has to go through.
public record LocalCloudConfig(
    Source stack,
    Ports ports,
    Functions functions,
    Output output,
    PlatformWaits waits,
    Trial trial) {

  /// The ports people know, shown output, waits as on AWS.
  public static LocalCloudConfig of(Path template) {
    return new LocalCloudConfig(
        new Source(template, "wild-rydes", "us-east-1", Map.of()),
        new Ports(3000, 4566, 0),
        new Functions(1, LambdaConfig.DEFAULT_MAX_ENVIRONMENTS),
        new Output(true, null),
        PlatformWaits.AS_ON_AWS,
        Trial.NONE);
  }

  /// This configuration on free ports, for tests and for a second local cloud beside the first.
  public LocalCloudConfig onFreePorts() {
    return withPorts(new Ports(0, 0, 0));
  }

  public LocalCloudConfig withStack(Source other) {
    return new LocalCloudConfig(other, ports, functions, output, waits, trial);
  }

  /// This configuration with one of the template's parameters set.
  public LocalCloudConfig withParameter(String name, String value) {
    var parameters = new LinkedHashMap<>(stack.parameters());
    parameters.put(name, value);
    return withStack(new Source(stack.template(), stack.name(), stack.region(), parameters));
  }

  public LocalCloudConfig withPorts(Ports other) {
    return new LocalCloudConfig(stack, other, functions, output, waits, trial);
  }

  public LocalCloudConfig withFunctions(Functions other) {
    return new LocalCloudConfig(stack, ports, other, output, waits, trial);
  }

  public LocalCloudConfig withOutput(Output other) {
    return new LocalCloudConfig(stack, ports, functions, other, waits, trial);
  }

  public LocalCloudConfig withWaits(PlatformWaits other) {
    return new LocalCloudConfig(stack, ports, functions, output, other, trial);
  }

  public LocalCloudConfig withTrial(Trial other) {
    return new LocalCloudConfig(stack, ports, functions, output, waits, other);
  }

  /// Keeps unpacked functions and their AOT caches between runs.
  Path workFolder() {
    var folder = stack.template().toAbsolutePath().getParent();
    return Path.of(String.valueOf(folder), ".local", "functions").normalize();
  }

  /// What is run.
  ///
  /// @param template the SAM template; `CodeUri` paths are relative to its folder
  /// @param parameters values for the template's parameters, by name
  public record Source(Path template, String name, String region, Map<String, String> parameters) {
    private static final Pattern STACK_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,24}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    public Source {
      if (!STACK_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "stack name '%s' is not a letter followed by at most 24 letters, digits or hyphens"
                .formatted(name));
      }
      if (!REGION.matcher(region).matches()) {
        throw new IllegalArgumentException(
            "region '%s' is not of the form us-east-1".formatted(region));
      }
      parameters = Map.copyOf(parameters);
    }
  }

  /// Ports on the loopback interface; 0 picks a free one.
  ///
  /// @param gateway where the template's APIs answer
  /// @param aws the one endpoint of all AWS APIs
  /// @param xray where the X-Ray daemon would listen, UDP
  public record Ports(int gateway, int aws, int xray) {
    public Ports {
      check("gateway", gateway);
      check("aws", aws);
      check("xray", xray);
    }

    private static void check(String name, int port) {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("%s port %d is not 0 to 65535".formatted(name, port));
      }
    }
  }

  /// How functions are run.
  ///
  /// @param slots invocations that one environment serves at once; Lambda's own rule is 1
  /// @param maxEnvironments environments of all functions together, the account's concurrency limit
  ///   of this machine
  /// @param debugPorts where debuggers attach, by a function's name, its name without the stack's,
  ///   or its logical id; 0 picks a free port
  /// @param reload whether functions go on with new code when their jars change
  public record Functions(
      int slots, int maxEnvironments, Map<String, Integer> debugPorts, boolean reload) {
    public Functions {
      debugPorts = Map.copyOf(debugPorts);
      debugPorts.forEach((function, port) -> Ports.check("debugger of " + function, port));
      if (slots < 1 || maxEnvironments < 1) {
        throw new IllegalArgumentException(
            "slots %d and environments %d must both be at least 1"
                .formatted(slots, maxEnvironments));
      }
    }

    /// Without debuggers.
    public Functions(int slots, int maxEnvironments) {
      this(slots, maxEnvironments, Map.of(), true);
    }

    /// These functions, one of them with a port for a debugger.
    public Functions withDebugger(String function, int port) {
      var ports = new LinkedHashMap<>(debugPorts);
      ports.put(function, port);
      return new Functions(slots, maxEnvironments, ports, reload);
    }

    LambdaConfig.Environments environments() {
      return new LambdaConfig.Environments(slots, maxEnvironments, debugPorts, reload);
    }
  }

  /// Where log lines go.
  ///
  /// @param console whether functions' lines are printed
  /// @param folder one file a log group goes here; null for none
  public record Output(boolean console, @Nullable Path folder) {
    Optional<Path> logFolder() {
      return Optional.ofNullable(folder);
    }
  }

  /// What a stack has to go through: stops of the local cloud, faults of AWS's APIs.
  ///
  /// @param stateFolder where what is in transit is kept over an orderly stop; null for nowhere
  public record Trial(@Nullable Path stateFolder, List<ApiFaults.Rule> faults, long seed) {
    static final Trial NONE = new Trial(null, List.of(), 0);

    public Trial {
      faults = List.copyOf(faults);
    }

    /// Nothing but stops, which keep what is in transit in this folder.
    public static Trial keeping(Path stateFolder) {
      return new Trial(stateFolder, List.of(), 0);
    }

    Optional<Path> folder() {
      return Optional.ofNullable(stateFolder);
    }
  }
}
