// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.Durable;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.http.Server;
import io.wildrydes.local.http.ServerConfig;
import io.wildrydes.local.json.Fields;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Stack;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Lambda: the functions of a stack, invoked through here by all other services.
///
/// [#of] reads the template and starts nothing; [#start()] opens the Runtime API and prepares
/// snapshots; the first invocation of a version starts its first environment.
public final class LambdaService implements Durable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LambdaService.class.getName());
  private static final int RUNTIME_BODY_BYTES = 32 * 1024 * 1024;

  /// The runtime client sends an X-Ray cause of up to 1 MB as a header.
  private static final int RUNTIME_HEAD_BYTES = 2 * 1024 * 1024;

  private static final Duration IDLE_LIMIT = Duration.ofMinutes(10);
  private static final Duration REAP_PERIOD = Duration.ofSeconds(30);
  private static final Duration LOOK_PERIOD = Duration.ofMillis(300);

  private final FunctionCatalog catalog;
  private final Debugging debugging;
  private final Platform platform;
  private final RuntimeApi runtimeApi;
  private final SandboxStarter starter;
  private final Snapshots snapshots;
  private final Pools<Environment> pools;
  private final Invoker invoker;
  private final AsyncInvocations async;
  private final Invocations invocations;
  private final StoredEvents stored;
  private final ExecutorService background;
  private @Nullable Server server;
  private final boolean reload;
  private @Nullable Thread reaper;
  private @Nullable Thread watcher;

  private LambdaService(
      Functions functions, Platform platform, LambdaConfig config, LambdaPorts ports) {
    this.catalog = functions.catalog();
    this.debugging = functions.debugging();
    this.platform = platform;
    this.reload = config.environments().reload();
    this.background =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("lambda-", 1).factory());
    this.runtimeApi = new RuntimeApi(platform.clock());
    var collaborators =
        new SandboxStarter.Collaborators(runtimeApi, this::runtimeApiPort, debugging);
    this.starter = new SandboxStarter(platform, config, ports, collaborators);
    this.snapshots = new Snapshots(starter, background, this::serveWaiters);
    this.pools =
        new Pools<>(
            config.maxEnvironments(),
            config.slots(),
            version -> new Environment(version, starter, snapshots, platform.clock()),
            snapshots::isReady);
    var tracing = new Tracing(platform, ports.sampling());
    this.invoker =
        new Invoker(
            pools,
            tracing,
            new InvocationRun.Context(platform, ports.observer(), config.slots() > 1),
            background);
    var endings = new EventEndings(platform, ports, this::enqueue);
    this.async =
        new AsyncInvocations(
            platform, invoker, tracing, new AsyncInvocations.Endings(endings, background));
    this.invocations = new Invocations(catalog, invoker, async, platform);
    this.stored = new StoredEvents(async, invocations::find);
  }

  /// The CloudFormation types this service takes from the stack.
  public static Set<String> resourceTypes() {
    return Set.of(
        "AWS::Lambda::Function",
        "AWS::Lambda::Version",
        "AWS::Lambda::Alias",
        "AWS::Lambda::Permission",
        "AWS::Lambda::EventInvokeConfig");
  }

  /// Reads the stack's functions; starts nothing.
  public static LambdaService of(
      Stack stack, Problems problems, Platform platform, LambdaConfig config, LambdaPorts ports) {
    var catalog = CatalogReader.read(stack, problems);
    var home = JavaHome.of(config.javaExecutable());
    if (!catalog.functions().isEmpty() && !RuntimeClient.supports(config, home)) {
      problems.add(
          "functions",
          "AWS's runtime client has no native library for %s on %s; functions run on Linux only"
              .formatted(home.os(), home.arch()));
    }
    var asked = config.environments().debugPorts();
    var debugging = Debugging.of(asked, catalog, stack.name(), problems);
    return new LambdaService(new Functions(catalog, debugging), platform, config, ports);
  }

  /// Opens the Runtime API and starts a process for each snapshot and each debugged function.
  ///
  /// @throws io.wildrydes.local.http.PortTakenException when a debugger's port cannot be opened
  public void start() {
    debugging.claimPorts();
    server =
        Server.start(
            ServerConfig.of("runtime-api", 0, RUNTIME_BODY_BYTES)
                .withMaxHeadBytes(RUNTIME_HEAD_BYTES),
            runtimeApi);
    async.start();
    reaper = Thread.ofVirtual().name("lambda-reaper").start(this::reapIdle);
    catalog.versions().stream()
        .filter(FunctionVersion::startsFromSnapshot)
        .forEach(snapshots::prepare);
    catalog.debugged().forEach(invoker::openLater);
    background.execute(starter::prune);
    if (reload) {
      var environments = new Reloads.Environments(pools, snapshots, invoker, platform.clock());
      var reloads = new Reloads(catalog, starter, environments);
      watcher = Thread.ofVirtual().name("lambda-code").start(() -> watchCode(reloads));
    }
  }

  /// Whether people debug the function, so that a caller should wait for it without a limit.
  ///
  /// @param function a name or an ARN, with or without a qualifier
  public boolean isDebugged(String function) {
    return FunctionName.parse(function)
        .flatMap(catalog::find)
        .filter(target -> target.version().debugged())
        .isPresent();
  }

  /// Invokes a function and waits for its end.
  public InvocationResult invoke(InvocationRequest request) throws InterruptedException {
    return invocations.invoke(request);
  }

  /// Accepts an event that is tried later, and again after errors.
  ///
  /// @return the request id that all tries carry
  /// @throws io.wildrydes.local.aws.AwsException when there is no such function, or the payload is
  ///   over 1 MB
  public String enqueue(InvocationRequest request) {
    return invocations.enqueue(request);
  }

  @Override
  public String durableName() {
    return "lambda";
  }

  @Override
  public ObjectNode save() {
    return stored.save();
  }

  @Override
  public List<String> restore(Fields saved) {
    return stored.restore(saved);
  }

  @Override
  public SortedMap<String, Integer> waiting() {
    return stored.waitingByFunction();
  }

  /// Lambda's API.
  public AwsApi api() {
    return new LambdaApi(invocations, new FunctionDescriptions(catalog, invocations));
  }

  /// Tries no further asynchronous event and waits a few seconds for the tries under way; all else
  /// goes on until [#close()].
  public void finishEvents() {
    async.close();
  }

  /// Ends all environments; returns when their processes are gone.
  @Override
  public void close() {
    if (watcher != null) {
      watcher.interrupt();
    }
    if (reaper != null) {
      reaper.interrupt();
    }
    async.close();
    snapshots.close();
    endPolitely(pools.removeAll());
    starter.close();
    background.close();
    if (server != null) {
      server.close();
    }
  }

  private static void endPolitely(List<Environment> environments) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var environment : environments) {
        executor.execute(() -> end(environment));
      }
    }
  }

  private static void end(Environment environment) {
    try {
      environment.stop();
    } catch (InterruptedException _) {
      environment.kill();
      Thread.currentThread().interrupt();
    }
  }

  private void serveWaiters() {
    pools.serveWaiters(platform.now());
  }

  private int runtimeApiPort() {
    if (server == null) {
      throw new IllegalStateException("a function was invoked before Lambda was started");
    }
    return server.port();
  }

  private void watchCode(Reloads reloads) {
    try {
      catalog.versions().forEach(this::unpack);
      while (true) {
        Thread.sleep(LOOK_PERIOD);
        reloads.look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void unpack(FunctionVersion version) {
    try {
      starter.unpack(version);
    } catch (UncheckedIOException e) {
      LOG.log(System.Logger.Level.DEBUG, "code not unpacked yet function=" + version.name(), e);
    }
  }

  /// Ends environments nobody has used for a while, as Lambda does.
  private void reapIdle() {
    try {
      while (true) {
        Thread.sleep(REAP_PERIOD);
        invoker.stop(pools.removeIdleSince(platform.now().minus(IDLE_LIMIT)));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What is run, and how.
  private record Functions(FunctionCatalog catalog, Debugging debugging) {}
}
