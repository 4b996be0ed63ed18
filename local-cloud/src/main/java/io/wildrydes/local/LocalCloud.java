// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import io.wildrydes.local.aws.ApiFaults;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.AwsEndpoint;
import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.aws.Durable;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.events.EventsService;
import io.wildrydes.local.gateway.GatewayService;
import io.wildrydes.local.http.Server;
import io.wildrydes.local.http.ServerConfig;
import io.wildrydes.local.lambda.LambdaConfig;
import io.wildrydes.local.lambda.LambdaService;
import io.wildrydes.local.logs.LogOutput;
import io.wildrydes.local.logs.LogsService;
import io.wildrydes.local.parameters.ParametersService;
import io.wildrydes.local.queues.QueuesService;
import io.wildrydes.local.stacks.StacksService;
import io.wildrydes.local.tables.TablesConfig;
import io.wildrydes.local.tables.TablesService;
import io.wildrydes.local.template.Endpoints;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Stack;
import io.wildrydes.local.template.TemplateChecks;
import io.wildrydes.local.template.TemplateInput;
import io.wildrydes.local.template.TemplateReader;
import io.wildrydes.local.traces.TracesService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A running stack: the one place where services are made, connected, started and closed.
///
/// [#start] returns when the gateway and the AWS endpoint answer; a process is parked for each
/// function with SnapStart meanwhile, others start with their first invocation. [#close()] ends
/// every thread and process, may be called more than once, and happens by itself when the JVM is
/// told to end.
public final class LocalCloud implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LocalCloud.class.getName());

  /// For 1 MiB of SQS's messages, in base64 and with JSON around it. **Differs:** a batch of writes
  /// to DynamoDB may have 16 MB; every caller could have that much of our memory then.
  private static final int MAX_AWS_BODY_BYTES = 8 * 1024 * 1024;

  /// How long requests that are being answered may take to end, from the begin of the close.
  private static final Duration DRAIN = Duration.ofSeconds(5);

  /// How long those may take that came while batches ended.
  private static final Duration LAST_REQUESTS = Duration.ofSeconds(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  /// Resource types that are read for their `Ref` and `GetAtt` and not acted on, with the reason
  /// people are told.
  private static final Map<String, String> NOT_ACTED_ON =
      Map.of(
          "AWS::IAM::Role",
          "permissions are enforced for calls of APIs with IAM authorisation only");

  private final LocalCloudConfig config;
  private final Server gateway;
  private final Server aws;
  private final Stack stack;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Thread shutdown = Thread.ofPlatform().name("shutdown").unstarted(this::close);
  private Map<String, String> generatedKeys = Map.of();
  private Instant drainUntil = Instant.MIN;
  private boolean closed;

  private LocalCloud(LocalCloudConfig config) {
    this.config = config;
    this.gateway = Server.bind(GatewayService.serverConfig(config.ports().gateway()));
    try {
      this.aws = Server.bind(awsServer(config.ports().aws()));
    } catch (RuntimeException e) {
      gateway.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(shutdown);
    try {
      this.stack = run();
    } catch (RuntimeException e) {
      close();
      gateway.close();
      aws.close();
      throw e;
    }
  }

  /// Reads the template and starts everything in it.
  ///
  /// @throws io.wildrydes.local.template.InvalidTemplateException with all problems of the
  ///   template; nothing was started
  /// @throws io.wildrydes.local.http.PortTakenException when a port cannot be opened
  public static LocalCloud start(LocalCloudConfig config) {
    return new LocalCloud(config);
  }

  /// The stack's outputs by name; URLs lead to this machine.
  public Map<String, String> outputs() {
    return stack.outputs();
  }

  /// The template's parameters with the values in effect; those declared `NoEcho` are masked.
  public Map<String, String> parameters() {
    return stack.parameters();
  }

  /// Where all AWS APIs answer; the value for `AWS_ENDPOINT_URL`.
  public URI awsEndpoint() {
    return URI.create(aws.url());
  }

  /// What runs and where, for people.
  public String banner() {
    var urls = new Banner.Urls(gateway.url(), aws.url(), generatedKeys);
    return Banner.of(config, stack, urls, NOT_ACTED_ON);
  }

  /// Begins no new work on messages and asynchronous events first, while what is under way may
  /// still call the gateway and the AWS APIs: a function that finds its partner gone would spend
  /// the time it is given on trying again. Then from the front to the back: no new requests, no new
  /// events, no functions, and last nothing that functions call and write to.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      drainUntil = Instant.now().plus(DRAIN);
    }
    while (!opened.isEmpty()) {
      close(opened.pop());
    }
    try {
      Runtime.getRuntime().removeShutdownHook(shutdown);
    } catch (IllegalStateException _) {
      // the process is ending, and this is the hook
    }
  }

  private Stack run() {
    var problems = new Problems();
    var platform = platform();
    var read = read(platform, problems);
    var logs = LogsService.of(read, problems, platform, logOutput());
    var traces = TracesService.of(read, problems, platform, config.ports().xray());
    var credentials = new Credentials(platform.identity(), LocalCloud::secret);
    var connections = new Connections(platform, logs, traces);
    var ports = connections.lambdaPorts(credentials);
    var lambda = LambdaService.of(read, problems, platform, lambdaConfig(traces), ports);
    var queues = QueuesService.of(read, problems, platform, connections::invokeForQueue);
    var events = EventsService.of(read, problems, platform, connections.eventsPorts());
    var parameters = ParametersService.of(read, problems, platform);
    var tables = TablesService.of(read, problems, platform, tablesConfig());
    var front = GatewayService.of(read, problems, platform, connections.gatewayPorts(credentials));
    check(read, problems);

    connections.complete(lambda, queues);
    var faults = new ApiFaults(config.trial().faults(), config.trial().seed());
    var apis = new ArrayList<AwsApi>(parameters.apis());
    apis.addAll(tables.apis());
    apis.addAll(List.of(lambda.api(), queues.api(), events.api(), logs.api()));
    apis.add(StacksService.of(read, config.stack().template(), platform).api());
    var endpoint = endpoint(apis, credentials, platform).withFaults(faults);
    var state = state(read, List.of(queues, events, lambda, parameters));
    open(() -> tell(faults), () -> {});
    open(state, state::take);
    open(tables, tables::start);
    open(logs, logs::start);
    open(traces, traces::start);
    open(aws, () -> aws.serve(endpoint));
    tables.awaitReady(); // before functions begin to initialise, which takes both processors
    open(lambda, lambda::start);
    open(events, events::start);
    open(() -> gateway.close(leftToDrain()), () -> gateway.serve(front.handler()));
    open(lambda::finishEvents, () -> {});
    open(queues, queues::start);
    generatedKeys = front.generatedKeys();
    return read;
  }

  /// The state of the last run is given to the services before anything is served.
  private KeptState state(Stack read, List<Durable> services) {
    var file = config.trial().folder().map(folder -> StateFile.open(folder, read.name()));
    var state = new KeptState(file, read, services, gateway.url());
    try {
      state.restore();
      return state;
    } catch (RuntimeException e) {
      file.ifPresent(LocalCloud::close);
      throw e;
    }
  }

  private static void tell(ApiFaults faults) {
    faults
        .done()
        .forEach((fault, count) ->
            System.err.println("local-cloud: API faults made, " + fault + ": " + count));
  }

  private LogOutput logOutput() {
    var output = config.output();
    return new LogOutput(output.console() ? System.out : null, output.folder());
  }

  private Platform platform() {
    return new Platform(
        Identity.local(config.stack().region()),
        Clock.systemUTC(),
        config.waits(),
        () -> UUID.randomUUID().toString(),
        RANDOM);
  }

  private Stack read(Platform platform, Problems problems) {
    var source = config.stack();
    var endpoints = new Endpoints(gateway.url(), aws.url());
    var input =
        new TemplateInput(
            source.template(), source.name(), platform.identity(), source.parameters(), endpoints);
    return new TemplateReader(platform.random()).read(input, problems);
  }

  private LambdaConfig lambdaConfig(TracesService traces) {
    return new LambdaConfig(
        java(),
        LambdaConfig.runtimeClientOn(System.getProperty("java.class.path")),
        writable(config.workFolder()),
        aws::url,
        traces::daemonAddress,
        config.functions().environments());
  }

  /// Tables that are kept lie beside the state of the stack, written through to the disk.
  private TablesConfig tablesConfig() {
    var kept =
        config.trial().folder().map(folder -> folder.resolve(config.stack().name() + ".tables"));
    return TablesConfig.of(java(), config.workFolder().resolveSibling("tables"), kept);
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Path writable(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalArgumentException(cannotBeWritten(folder), e);
    }
    if (!Files.isWritable(folder)) {
      throw new IllegalArgumentException(cannotBeWritten(folder));
    }
    return folder;
  }

  private static String cannotBeWritten(Path folder) {
    return "folder " + folder + " cannot be written; unpacked functions and AOT caches go there";
  }

  private static ServerConfig awsServer(int port) {
    return ServerConfig.of("aws", port, MAX_AWS_BODY_BYTES).withRefusals(AwsEndpoint::refusal);
  }

  private static AwsEndpoint endpoint(
      List<AwsApi> apis, Credentials credentials, Platform platform) {
    return new AwsEndpoint(apis, credentials, platform.uuids(), platform.clock());
  }

  private static void check(Stack stack, Problems problems) {
    refuse(stack, problems);
    problems.throwIfAny();
    warn(stack);
  }

  private static void refuse(Stack stack, Problems problems) {
    TemplateChecks.refused(stack, problems);
    var known =
        List.of(
            GatewayService.resourceTypes(),
            LambdaService.resourceTypes(),
            EventsService.resourceTypes(),
            QueuesService.resourceTypes(),
            ParametersService.resourceTypes(),
            TablesService.resourceTypes(),
            TracesService.resourceTypes(),
            LogsService.resourceTypes(),
            NOT_ACTED_ON.keySet());
    for (var resource : stack.resources().values()) {
      if (known.stream().noneMatch(types -> types.contains(resource.type()))) {
        problems.add(resource.logicalId() + " Type", resource.type() + " is not supported");
      }
    }
  }

  private static void warn(Stack stack) {
    var warnings = new Problems();
    TemplateChecks.warned(stack, warnings);
    warnings.found().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
  }

  /// Starts a service that [#close()] will close, unless closing has begun: Ctrl-C may come at any
  /// time.
  private synchronized void open(AutoCloseable service, Runnable start) {
    if (closed) {
      throw new IllegalStateException("stopped while starting");
    }
    opened.push(service);
    start.run();
  }

  private Duration leftToDrain() {
    var left = Duration.between(Instant.now(), drainUntil);
    return left.compareTo(LAST_REQUESTS) < 0 ? LAST_REQUESTS : left;
  }

  private static void close(AutoCloseable service) {
    try {
      service.close();
    } catch (Exception e) {
      // One service that cannot close must not keep the others, and their processes, open.
      LOG.log(System.Logger.Level.ERROR, "service not closed", e);
    }
  }

  /// Forty hex digits, like the secret half of an access key in length.
  private static String secret() {
    var bytes = new byte[20];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
