// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Credentials;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A Lambda service over a hand-made stack, with everything it tells others kept for assertions.
final class LambdaRig implements AutoCloseable {
  static final Identity IDENTITY = Identity.local("us-east-1");
  private static final String SAMPLE = "io.wildrydes.local.lambda.sample.";

  final List<LogSink.Line> lines = new CopyOnWriteArrayList<>();
  final List<Messages.Message> messages = new CopyOnWriteArrayList<>();
  final List<LambdaEvent> events = new CopyOnWriteArrayList<>();
  final Credentials credentials = new Credentials(IDENTITY, this::secret);
  final List<String> secrets = new CopyOnWriteArrayList<>();
  final Problems problems = new Problems();
  private boolean reload;
  private final Map<String, Integer> debugPorts = new LinkedHashMap<>();
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final Path folder;
  private final Path jar;
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private @Nullable LambdaService service;

  LambdaRig(Path folder) {
    this.folder = folder;
    this.jar = SampleJar.write(folder);
  }

  /// A function of the sample jar; its name is the logical id.
  LambdaRig function(String name, String handler, String moreProperties) {
    var properties = object(moreProperties);
    properties.put("FunctionName", name).put("Runtime", "java25");
    if (!properties.has("MemorySize")) {
      properties.put("MemorySize", 256);
    }
    properties.put("Handler", SAMPLE + handler).put("Code", jar.toString());
    properties.put("Role", "arn:aws:iam::000000000000:role/sample-role");
    return resource("AWS::Lambda::Function", name, name, properties);
  }

  /// Version 1 of a function and the alias `live` for it.
  LambdaRig published(String name) {
    var version = IDENTITY.arn("lambda", "function:" + name + ":1");
    resource(
        "AWS::Lambda::Version", name + "Version", version, object("{}").put("FunctionName", name));
    var alias = object("{}").put("FunctionName", name).put("FunctionVersion", "1");
    return resource(
        "AWS::Lambda::Alias",
        name + "Alias",
        IDENTITY.arn("lambda", "function:" + name + ":live"),
        alias.put("Name", "live"));
  }

  LambdaRig resource(String type, String logicalId, String ref, ObjectNode properties) {
    resources.put(logicalId, new Resource(logicalId, type, ref, properties));
    return this;
  }

  /// Runs functions with another `java`.
  LambdaRig on(Path executable) {
    java = executable;
    return this;
  }

  /// Lets functions go on with new code when the jar changes.
  LambdaRig reloading() {
    reload = true;
    return this;
  }

  Path jar() {
    return jar;
  }

  /// Lets a debugger attach to a function, on a free port.
  LambdaRig debug(String function) {
    return debug(function, 0);
  }

  LambdaRig debug(String function, int port) {
    debugPorts.put(function, port);
    return this;
  }

  static ObjectNode object(String json) {
    return (ObjectNode) Json.parse(json);
  }

  /// Reads the stack without starting anything.
  LambdaService read(int slots, int maxEnvironments) {
    var stack = new Stack("sample", IDENTITY, resources, Map.of(), Map.of());
    var platform =
        new Platform(
            IDENTITY,
            InstantSource.system(),
            new PlatformWaits(0.002),
            () -> UUID.randomUUID().toString(),
            new Random(7));
    var config =
        new LambdaConfig(
            java,
            LambdaConfig.runtimeClientOn(System.getProperty("java.class.path")),
            folder.resolve("work"),
            () -> "http://127.0.0.1:1",
            () -> "127.0.0.1:2",
            new LambdaConfig.Environments(slots, maxEnvironments, debugPorts, reload));
    var ports = new LambdaPorts(credentials, lines::add, messages::add, events::add, _ -> true);
    var read = LambdaService.of(stack, problems, platform, config, ports);
    service = read;
    return read;
  }

  LambdaRig start() {
    return start(1, 10);
  }

  LambdaRig start(int slots, int maxEnvironments) {
    var read = read(slots, maxEnvironments);
    problems.throwIfAny();
    read.start();
    return this;
  }

  LambdaService service() {
    return Objects.requireNonNull(service, "not started");
  }

  InvocationResult invoke(String function, String payload) throws InterruptedException {
    var bytes = payload.getBytes(StandardCharsets.UTF_8);
    return service().invoke(new InvocationRequest(function, bytes, Optional.empty()));
  }

  /// The answer's text.
  String answer(String function, String payload) throws InterruptedException {
    return switch (invoke(function, payload)) {
      case InvocationResult.Answered(var body, var _) -> new String(body, StandardCharsets.UTF_8);
      case InvocationResult.FunctionError(var body, var _) ->
          throw new AssertionError(new String(body, StandardCharsets.UTF_8));
      case InvocationResult other -> throw new AssertionError(other.toString());
    };
  }

  /// The error document of a function that fails.
  String error(String function, String payload) throws InterruptedException {
    return switch (invoke(function, payload)) {
      case InvocationResult.FunctionError(var body, var _) ->
          new String(body, StandardCharsets.UTF_8);
      case InvocationResult other -> throw new AssertionError("no error but " + other);
    };
  }

  List<String> texts() {
    return lines.stream().map(LogSink.Line::text).toList();
  }

  private String secret() {
    var secret = UUID.randomUUID().toString().replace("-", "");
    secrets.add(secret);
    return secret;
  }

  /// Waits until the condition holds.
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    var end = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(what).isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void close() {
    if (service != null) {
      service.close();
    }
  }
}
