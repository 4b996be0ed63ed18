// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// Starts sandboxes: unpacks code once, writes the environment of each process, names it to the
/// Runtime API and forgets it when it has ended. Thread-safe.
final class SandboxStarter {
  private final Platform platform;
  private final LambdaConfig config;
  private final LambdaPorts ports;
  private final RuntimeApi api;
  private final IntSupplier apiPort;
  private final JavaHome javaHome;
  private final ProcessEnvironment environment;
  private final CodeStore codeStore;
  private final AotCaches aotCaches;
  private final Map<FunctionVersion, LaunchPlan> plans = new ConcurrentHashMap<>();
  private final Set<SandboxProcess> processes = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  SandboxStarter(
      Platform platform, LambdaConfig config, LambdaPorts ports, RuntimeApiAddress address) {
    this.platform = platform;
    this.config = config;
    this.ports = ports;
    this.api = address.api();
    this.apiPort = address.port();
    this.javaHome = JavaHome.of(config.javaExecutable());
    this.environment = new ProcessEnvironment(config, platform.identity().region());
    this.codeStore = new CodeStore(config.workFolder(), platform.uuids());
    this.aotCaches = new AotCaches(config.workFolder(), platform.uuids());
  }

  String region() {
    return platform.identity().region();
  }

  Instant now() {
    return platform.now();
  }

  /// A new log stream for an environment of the version.
  LogStream newLog(FunctionVersion version) {
    var name = LogStream.name(version, platform.now(), platform.uuids().get());
    return new LogStream(version, name, ports.logs(), platform.clock());
  }

  /// Starts a process for the version, with the AOT cache if there is one.
  LiveSandbox start(FunctionVersion version, LogStream log) {
    var plan = plan(version);
    var cache = aotCaches.usable(fingerprint(plan, version));
    var options = cache.map(AotCaches::useOptions).orElse(List.of());
    return start(
        version,
        plan.command(options),
        log,
        line -> {
          if (cache.isPresent() && AotCaches.isRefusal(line)) {
            aotCaches.drop(cache.get());
          }
          if (cache.isEmpty() || !AotCaches.isOurs(line)) {
            log.write(line);
          }
        });
  }

  /// Whether a failed start was the fault of its AOT cache, which is gone now.
  boolean lostItsCache(FunctionVersion version) {
    return aotCaches.wasDropped(fingerprint(plan(version), version));
  }

  /// Trains the version's AOT cache in the background, unless it is there.
  void trainCache(FunctionVersion version) {
    var plan = plan(version);
    aotCaches.train(
        fingerprint(plan, version),
        options -> {
          var discard = new LogStream(version, "training", _ -> {}, platform.clock());
          return start(version, plan.command(options), discard, _ -> {});
        });
  }

  /// Kills whatever process is left; one that is still started from now on is killed too.
  void close() {
    closed = true;
    processes.forEach(SandboxProcess::kill);
    aotCaches.close();
  }

  private LiveSandbox start(
      FunctionVersion version, List<String> command, LogStream log, Consumer<String> lines) {
    var prefix = platform.uuids().get();
    var role = version.function().roleName() + "/" + version.name();
    var identity = platform.identity();
    var principal =
        "arn:%s:sts::%s:assumed-role/%s"
            .formatted(identity.partition(), identity.accountId(), role);
    var key = ports.credentials().issue(principal);
    var identification = new Sandbox.Identification(prefix, platform.uuids().get(), key);
    var sandbox = new Sandbox(identification, config.slots());
    api.add(prefix, sandbox);
    var started = platform.now();
    var plan = plan(version);
    var launch =
        new ProcessEnvironment.Launch(
            identification, log, version.startsFromSnapshot(), "127.0.0.1:" + apiPort.getAsInt());
    var variables = environment.of(version, plan, launch);
    var process = SandboxProcess.start(command, variables, plan.taskRoot(), lines);
    processes.add(process);
    process.whenExited(status -> {
      processes.remove(process);
      sandbox.exited(status);
      api.remove(prefix);
      ports.credentials().revoke(key);
    });
    if (closed) {
      process.kill();
    }
    return new LiveSandbox(sandbox, process, log, started);
  }

  private LaunchPlan plan(FunctionVersion version) {
    return plans.computeIfAbsent(
        version,
        v -> {
          var client = RuntimeClient.unpack(config, javaHome, platform.uuids());
          Path code = v.function().code().path();
          return LaunchPlan.of(config.javaExecutable(), client, codeStore.unpack(code), v);
        });
  }

  private String fingerprint(LaunchPlan plan, FunctionVersion version) {
    var own = version.function().surroundings().environment();
    return plan.fingerprint(javaHome, own.getOrDefault("JAVA_TOOL_OPTIONS", ""));
  }

  /// Where processes find the Runtime API, once it listens.
  record RuntimeApiAddress(RuntimeApi api, IntSupplier port) {}
}
