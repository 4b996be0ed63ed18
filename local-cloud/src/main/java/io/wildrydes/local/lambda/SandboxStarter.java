// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import io.wildrydes.local.aws.Platform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
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
    var environment = environment(version, identification, log);
    var process = SandboxProcess.start(command, environment, plan(version).taskRoot(), lines);
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

  private Map<String, String> environment(
      FunctionVersion version, Sandbox.Identification identification, LogStream log) {
    var environment = new HashMap<String, String>();
    environment.put("AWS_ENDPOINT_URL", config.awsEndpointUrl().get());
    environment.putAll(version.function().surroundings().environment());
    environment.putAll(plan(version).fixedEnvironment(version));
    environment.putAll(place());
    var address = "127.0.0.1:" + apiPort.getAsInt();
    environment.put("AWS_LAMBDA_RUNTIME_API", address + "/" + identification.prefix());
    environment.put("_LAMBDA_TELEMETRY_LOG_FD", "2");
    if (config.slots() > 1) {
      environment.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(config.slots()));
    }
    var key = identification.key();
    if (version.startsFromSnapshot()) {
      environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
      var path = RuntimeApi.credentialsPath(identification.prefix());
      environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://" + address + path);
      environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", identification.token());
    } else {
      environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
      environment.put("AWS_LAMBDA_LOG_GROUP_NAME", log.group());
      environment.put("AWS_LAMBDA_LOG_STREAM_NAME", log.name());
      environment.put("AWS_ACCESS_KEY_ID", key.accessKeyId());
      environment.put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
      environment.put("AWS_SESSION_TOKEN", key.sessionToken());
    }
    return environment;
  }

  private Map<String, String> place() {
    var region = platform.identity().region();
    var daemon = config.xrayDaemonAddress().get();
    var environment = new HashMap<String, String>();
    environment.put("AWS_REGION", region);
    environment.put("AWS_DEFAULT_REGION", region);
    environment.put("AWS_XRAY_DAEMON_ADDRESS", daemon);
    environment.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    int colon = daemon.lastIndexOf(':');
    if (colon > 0) {
      environment.put("_AWS_XRAY_DAEMON_ADDRESS", daemon.substring(0, colon));
      environment.put("_AWS_XRAY_DAEMON_PORT", daemon.substring(colon + 1));
    }
    return environment;
  }

  /// Where processes find the Runtime API, once it listens.
  record RuntimeApiAddress(RuntimeApi api, IntSupplier port) {}
}
