// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;

/// The floors of [Bench]: AWS's runtime client with [EmptyHandler] against the least Runtime API
/// that it can work with, and nothing in between. Same JDK, flags and AOT cache as the local cloud
/// uses.
final class BareRuntime implements AutoCloseable {
  private static final byte[] EVENT = "{}".getBytes(StandardCharsets.UTF_8);

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Path folder;
  private final String classPath;
  private final HttpServer server;
  private final SynchronousQueue<String> invocations = new SynchronousQueue<>();
  private final SynchronousQueue<String> answers = new SynchronousQueue<>();

  private BareRuntime(Path folder, String classPath, HttpServer server) {
    this.folder = folder;
    this.classPath = classPath;
    this.server = server;
  }

  /// Packs the handler and trains the cache.
  ///
  /// @param libs the folder with the runtime client's jars
  static BareRuntime in(Path folder, Path libs) throws IOException, InterruptedException {
    var jar = folder.resolve("empty.jar");
    pack(jar);
    try (var files = Files.list(libs)) {
      var classPath =
          files
              .map(Path::toString)
              .filter(f -> f.contains("aws-lambda-java-") || f.contains("utils-lite"))
              .sorted()
              .collect(Collectors.joining(":", jar + ":", ""));
      extractNativeLibrary(folder);
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
      var runtime = new BareRuntime(folder, classPath, server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", runtime::exchange);
      server.start();
      runtime.train();
      return runtime;
    }
  }

  /// From spawn to the first answer, each time in a process of its own.
  List<Double> coldStartMillis(int runs) throws IOException, InterruptedException {
    var millis = new ArrayList<Double>();
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      var process = spawn("-XX:AOTCache=" + cache());
      invoke(i);
      millis.add((System.nanoTime() - start) / 1e6);
      stop(process);
    }
    return millis;
  }

  /// From handing an invocation over to its answer, in one warm process, after as many again that
  /// do not count.
  List<Double> roundTripMillis(int runs) throws IOException, InterruptedException {
    var millis = new ArrayList<Double>();
    var process = spawn("-XX:AOTCache=" + cache());
    for (int i = 0; i < 2 * runs; i++) {
      long start = System.nanoTime();
      invoke(i);
      if (i >= runs) {
        millis.add((System.nanoTime() - start) / 1e6);
      }
    }
    stop(process);
    return millis;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void invoke(int number) throws InterruptedException {
    invocations.put("invocation-" + number);
    answers.take();
  }

  private void train() throws IOException, InterruptedException {
    var process = spawn("-XX:AOTCacheOutput=" + cache());
    invoke(0);
    stop(process);
  }

  private Path cache() {
    return folder.resolve("empty.aot");
  }

  private Process spawn(String cacheFlag) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            cacheFlag,
            "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                + folder.resolve("native.so"),
            "-cp",
            classPath,
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            EmptyHandler.class.getName());
    builder
        .environment()
        .put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + server.getAddress().getPort());
    builder.environment().put("LAMBDA_TASK_ROOT", folder.toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(Duration.ofSeconds(20))) {
      process.destroyForcibly();
    }
  }

  private void exchange(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocations.take());
        headers.set("Lambda-Runtime-Deadline-Ms", "9999999999999");
        exchange.sendResponseHeaders(200, EVENT.length);
        exchange.getResponseBody().write(EVENT);
      } else {
        answers.put(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(202, -1);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pack(Path jar) throws IOException {
    var name = EmptyHandler.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = resource("/" + name)) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
    }
  }

  private static void extractNativeLibrary(Path folder) throws IOException {
    var arch = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    try (InputStream in = resource("/jni/libaws-lambda-jni.linux-" + arch + ".so")) {
      Files.copy(in, folder.resolve("native.so"));
    }
  }

  private static InputStream resource(String name) throws IOException {
    var in = BareRuntime.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("class path holds no " + name);
    }
    return in;
  }
}
