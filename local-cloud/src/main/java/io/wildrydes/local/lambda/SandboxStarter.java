// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/// Starts sandboxes: unpacks code once, writes the environment of each process, names it to the
/// Runtime API and forgets it when it has ended. Thread-safe.
final class SandboxStarter {
  private static final System.Logger LOG = System.getLogger(SandboxStarter.class.getName());

  /// So many idle connections to one address the JDK keeps by default; with more slots than that,
  /// calls of AWS APIs would go on opening new ones.
  private static final int KEPT_CONNECTIONS = 5;

  private final Platform platform;
  private final LambdaConfig config;
  private final LambdaPorts ports;
  private final RuntimeApi api;
  private final IntSupplier apiPort;
  private final JavaHome javaHome;
  private final ProcessEnvironment environment;
  private final WorkFolder work;
  private final CodeStore codeStore;
  private final AotCaches aotCaches;
  private final Debugging debugging;
  private final Map<Path, CodeStore.Unpacked> codes = new ConcurrentHashMap<>();
  private final Map<FunctionVersion, LaunchPlan> plans = new ConcurrentHashMap<>();
  private final Set<RunningProcess> processes = ConcurrentHashMap.newKeySet();
  private final Set<FunctionVersion> refused = ConcurrentHashMap.newKeySet();
  private final Watchdog watchdog = new Watchdog();
  private volatile boolean closed;

  SandboxStarter(
      Platform platform, LambdaConfig config, LambdaPorts ports, Collaborators collaborators) {
    this.platform = platform;
    this.config = config;
    this.ports = ports;
    this.api = collaborators.api();
    this.apiPort = collaborators.apiPort();
    this.debugging = collaborators.debugging();
    this.javaHome = JavaHome.of(config.javaExecutable());
    this.environment = new ProcessEnvironment(config, platform.identity().region());
    this.work = new WorkFolder(config.workFolder(), platform.uuids());
    this.codeStore = new CodeStore(work, platform.uuids());
    this.aotCaches = new AotCaches(work, platform.uuids());
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

  /// Starts a process for the version, with the AOT cache if there is one. One that cannot be
  /// started has failed to initialise, and the log says why.
  LiveSandbox start(FunctionVersion version, LogStream log) {
    var live =
        launch(
            version,
            log,
            plan -> version.debugged() ? debugged(version, plan, log) : cached(version, plan, log));
    if (version.debugged()) {
      debugging.holdPort(version, live.process());
    }
    reportStart(version, live.hasProcess());
    return live;
  }

  /// Unpacks a function's code before anybody needs it, so that it may vanish from its place.
  ///
  /// @throws UncheckedIOException when it is not there or no package
  void unpack(FunctionVersion version) {
    plan(version);
  }

  /// Deletes unpacked code and caches that nobody has used for long.
  void prune() {
    try {
      work.prune(platform.now());
    } catch (IOException | UncheckedIOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "old code and AOT caches not deleted folder=" + config.workFolder(),
          e);
    }
  }

  /// Starts the versions from now on with their package as it is.
  ///
  /// @return the versions for which it is another than before
  /// @throws UncheckedIOException when it is not there or no package; all stay as they were
  List<FunctionVersion> refresh(Path code, Collection<FunctionVersion> versions) {
    var unpacked = codeStore.unpack(code);
    var before = codes.put(code, unpacked);
    var changed = versions.stream().filter(version -> replacePlan(version, unpacked)).toList();
    if (before != null && !codes.containsValue(before)) {
      work.release(before.home(), platform.now());
    }
    return changed;
  }

  /// Ends what must be gone before the version's next process can start; returns when it is.
  void makeWay(FunctionVersion version) throws InterruptedException {
    if (version.debugged()) {
      debugging.freePort(version);
    }
  }

  /// Whether a failed start was the fault of its AOT cache, which is gone now.
  boolean lostItsCache(FunctionVersion version) {
    return aotCaches.wasDropped(fingerprint(plan(version), version));
  }

  /// Trains the version's AOT cache in the background, unless it is there. The training process
  /// always initialises for a snapshot, so that the function's own priming is part of it.
  void trainCache(FunctionVersion version) {
    if (version.debugged()) {
      return; // it would never be used
    }
    var fingerprint = fingerprint(plan(version), version);
    aotCaches.train(
        fingerprint,
        options -> {
          if (!fingerprint.equals(fingerprint(plan(version), version))) {
            return Optional.empty(); // the code has changed meanwhile
          }
          var discard = new LogStream(version, "training", _ -> {}, platform.clock());
          return Optional.of(
              launch(
                  version,
                  discard,
                  plan -> new Recipe(plan.command(options), true, discard, _ -> {}, false)));
        });
  }

  /// Kills whatever process is left; one that is still started from now on is killed too.
  void close() {
    closed = true;
    processes.forEach(SandboxProcess::kill);
    aotCaches.close();
    watchdog.close();
    work.release(platform.now());
  }

  private Recipe cached(FunctionVersion version, LaunchPlan plan, LogStream log) {
    var cache = aotCaches.usable(fingerprint(plan, version));
    var options = new ArrayList<>(cache.map(AotCaches::useOptions).orElse(List.of()));
    if (config.slots() > KEPT_CONNECTIONS) {
      options.add("-Dhttp.maxConnections=" + config.slots());
    }
    return new Recipe(
        plan.command(options),
        version.startsFromSnapshot(),
        log,
        line -> {
          if (cache.isPresent() && AotCaches.isRefusal(line)) {
            aotCaches.drop(cache.get());
          }
          if (cache.isEmpty() || !AotCaches.isOurs(line)) {
            log.write(line);
          }
        },
        config.slots() == 1);
  }

  private Recipe debugged(FunctionVersion version, LaunchPlan plan, LogStream log) {
    return new Recipe(plan.command(debugging.options(version)), false, log, log::write, false);
  }

  private LiveSandbox launch(
      FunctionVersion version, LogStream log, Function<LaunchPlan, Recipe> recipe) {
    var identification = identify(version);
    var sandbox = new Sandbox(identification, config.slots());
    var started = platform.now();
    api.add(identification.prefix(), sandbox);
    try {
      var plan = plan(version);
      var process = run(version, plan, recipe.apply(plan), identification);
      process.whenExited(status -> {
        processes.remove(process);
        watchdog.forget(process.pid());
        sandbox.exited(new Outcome.Exited(status, process.exceededMemory()));
        forget(identification);
      });
      return new LiveSandbox(sandbox, process, log, started);
    } catch (UncheckedIOException e) {
      forget(identification);
      sandbox.initFailed(Errors.notStarted());
      log.write(
          "process cannot be started: %s, %s".formatted(e.getMessage(), e.getCause()).strip());
      return new LiveSandbox(sandbox, new SandboxProcess.NotStarted(), log, started);
    }
  }

  private RunningProcess run(
      FunctionVersion version, LaunchPlan plan, Recipe recipe, Sandbox.Identification id) {
    var address = "127.0.0.1:" + apiPort.getAsInt();
    var launch = new ProcessEnvironment.Launch(id, recipe.log(), recipe.asSnapshot(), address);
    var variables = environment.of(version, plan, launch);
    var process =
        RunningProcess.start(recipe.command(), variables, plan.taskRoot(), recipe.lines());
    if (recipe.limited()) {
      process.limitMemory(LaunchPlan.memoryLimitMb(version.function().limits().memoryMb()));
    }
    watchdog.watch(process.pid());
    processes.add(process);
    if (closed) {
      process.kill();
    }
    return process;
  }

  private Sandbox.Identification identify(FunctionVersion version) {
    var role = version.function().roleName() + "/" + version.name();
    var identity = platform.identity();
    var principal =
        "arn:%s:sts::%s:assumed-role/%s"
            .formatted(identity.partition(), identity.accountId(), role);
    var key = ports.credentials().issue(principal);
    return new Sandbox.Identification(platform.uuids().get(), platform.uuids().get(), key);
  }

  private void forget(Sandbox.Identification identification) {
    api.remove(identification.prefix());
    ports.credentials().revoke(identification.key());
  }

  /// Says once that a function cannot be started, and once that it can again.
  private void reportStart(FunctionVersion version, boolean started) {
    var function = "function=%s version=%s".formatted(version.name(), version.number());
    if (!started && refused.add(version)) {
      LOG.log(
          System.Logger.Level.ERROR,
          "function process cannot be started, see the function's log " + function);
    } else if (started && refused.remove(version)) {
      LOG.log(System.Logger.Level.INFO, "function process can be started again " + function);
    }
  }

  private boolean replacePlan(FunctionVersion version, CodeStore.Unpacked code) {
    var fresh = plan(version, code);
    var before = plans.put(version, fresh);
    if (before != null && !before.equals(fresh)) {
      aotCaches.release(fingerprint(before, version), platform.now());
    }
    return !fresh.equals(before);
  }

  private LaunchPlan plan(FunctionVersion version) {
    return plans.computeIfAbsent(
        version,
        v -> plan(v, codes.computeIfAbsent(v.function().code().path(), codeStore::unpack)));
  }

  private LaunchPlan plan(FunctionVersion version, CodeStore.Unpacked code) {
    var client = RuntimeClient.unpack(config, javaHome, platform.uuids());
    return LaunchPlan.of(config.javaExecutable(), client, code, version);
  }

  private String fingerprint(LaunchPlan plan, FunctionVersion version) {
    var own = version.function().surroundings().environment();
    return plan.fingerprint(javaHome, own.getOrDefault("JAVA_TOOL_OPTIONS", ""));
  }

  /// How one process is started.
  ///
  /// @param asSnapshot whether it initialises to be restored
  /// @param lines takes what it writes
  /// @param limited whether it is ended when it holds more memory than its function may
  private record Recipe(
      List<String> command,
      boolean asSnapshot,
      LogStream log,
      Consumer<String> lines,
      boolean limited) {}

  /// What it works with.
  ///
  /// @param apiPort where the Runtime API listens, once it does
  record Collaborators(RuntimeApi api, IntSupplier apiPort, Debugging debugging) {}
}
