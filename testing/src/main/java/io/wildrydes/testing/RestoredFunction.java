// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One function in AWS's own runtime client, taken through SnapStart's path: initialised and
/// primed, held where a snapshot would be, then restored and invoked. Says which classes were
/// loaded after the restore, and answers the function's AWS calls on loopback.
public final class RestoredFunction implements AutoCloseable {
  private static final String RUNTIME = "/2018-06-01/runtime";
  private static final Pattern CLASS_NAME = Pattern.compile("(?<=\\] )\\S+(?= source:)");
  private static final String JDK_OR_GENERATED =
      "(java|javax|jdk|sun|com\\.sun|com\\.amazonaws\\.services\\.lambda)\\..*|.*(\\$\\$|/0x).*";
  private static final long PATIENCE_SECONDS = 120;

  /// As in the template. The runtime client keeps the low 32 bits of what is left: with a deadline
  /// beyond 24 days functions would see no time at all, for weeks on end.
  private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(28);

  private final Path files;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch primed = new CountDownLatch(1);
  private final CountDownLatch restored = new CountDownLatch(1);
  private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final DatagramSocket daemon;
  private final BlockingQueue<String> segments = new LinkedBlockingQueue<>();
  private final Process process;
  private long loadedBeforeRestore;

  private RestoredFunction(
      Path files, String handler, Map<String, String> environment, String awsAnswer)
      throws IOException {
    this.files = files;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(RUNTIME, this::runtimeApi);
    server.createContext("/", exchange -> answer(exchange, 200, awsAnswer));
    server.start();
    daemon = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    threads.execute(this::receiveSegments);
    process = start(handler, environment);
  }

  /// Starts the function built in `target/classes` and waits until it is primed.
  ///
  /// @param files a directory for logs and the runtime client's native library
  /// @param awsAnswer the body of the answer to each AWS call
  public static RestoredFunction primed(
      Path files, String handler, Map<String, String> environment, String awsAnswer)
      throws IOException, InterruptedException, TimeoutException {
    var function = new RestoredFunction(files, handler, environment, awsAnswer);
    if (!function.primed.await(PATIENCE_SECONDS, SECONDS)) {
      function.close();
      throw new TimeoutException("not primed, output: " + function.output());
    }
    return function;
  }

  /// Restores, if that has not been done, and invokes; returns what the function answered.
  public String invoke(InputStream event)
      throws IOException, InterruptedException, TimeoutException {
    if (restored.getCount() > 0) {
      loadedBeforeRestore = Files.readAllLines(classLog()).size();
      restored.countDown();
    }
    events.add(event.readAllBytes());
    var answer = answers.poll(PATIENCE_SECONDS, SECONDS);
    if (answer == null) {
      throw new TimeoutException("not answered, output: " + output());
    }
    return answer;
  }

  /// The classes loaded since the restore, without those of the JDK, the runtime client and
  /// lambdas.
  public List<String> classesLoadedSinceRestore() throws IOException {
    return Files.readAllLines(classLog()).stream()
        .skip(loadedBeforeRestore)
        .map(line -> CLASS_NAME.matcher(line))
        .filter(Matcher::find)
        .map(Matcher::group)
        .filter(name -> !name.matches(JDK_OR_GENERATED))
        .toList();
  }

  /// The next segment document that the function sent to the X-Ray daemon.
  public String nextSegment() throws InterruptedException, TimeoutException {
    var segment = segments.poll(PATIENCE_SECONDS, SECONDS);
    if (segment == null) {
      throw new TimeoutException("no segment was sent");
    }
    return segment;
  }

  /// What the function has written to standard output and error so far.
  public List<String> output() throws IOException {
    return Files.readAllLines(files.resolve("output.log"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    restored.countDown();
    server.stop(0);
    daemon.close();
    threads.shutdownNow();
  }

  private Path classLog() {
    return files.resolve("classes.log");
  }

  private Process start(String handler, Map<String, String> environment) throws IOException {
    var root = Path.of("target", "classes").toAbsolutePath();
    var builder =
        new ProcessBuilder(command(handler))
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(files.resolve("output.log").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(lambdaVariables(root));
    return builder.start();
  }

  private List<String> command(String handler) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-Xlog:class+load:file=" + classLog() + "::filecount=0",
        "-XX:ErrorFile=" + files.resolve("crash.log"),
        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + nativeLibrary(),
        "-cp",
        runtimeClientClassPath(),
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
        handler);
  }

  /// What Lambda itself sets, with this process as Lambda, AWS and X-Ray daemon.
  private Map<String, String> lambdaVariables(Path root) {
    var api = "127.0.0.1:" + server.getAddress().getPort();
    return Map.ofEntries(
        Map.entry("AWS_LAMBDA_RUNTIME_API", api),
        Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"),
        Map.entry("LAMBDA_TASK_ROOT", root.toString()),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "wild-rydes-test"),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"),
        Map.entry("AWS_REGION", "eu-west-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "none"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "none"),
        Map.entry("AWS_ENDPOINT_URL", "http://" + api),
        Map.entry("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:" + daemon.getLocalPort()));
  }

  private void runtimeApi(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().substring(RUNTIME.length());
    switch (path) {
      case "/restore/next" -> {
        primed.countDown();
        if (isReached(restored)) {
          answer(exchange, 200, "");
        }
      }
      case "/invocation/next" -> nextInvocation(exchange);
      default -> {
        answers.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        answer(exchange, 202, "");
      }
    }
  }

  private void nextInvocation(HttpExchange exchange) throws IOException {
    byte[] event;
    try {
      event = events.take();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json"); // without it the native client crashes
    headers.set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    headers.set(
        "Lambda-Runtime-Deadline-Ms",
        Long.toString(System.currentTimeMillis() + FUNCTION_TIMEOUT.toMillis()));
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:eu-west-1:123456789012:function:wild-rydes-test:live");
    headers.set(
        "Lambda-Runtime-Trace-Id",
        "Root=" + FakeLambdaContext.TRACE_ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1");
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
    exchange.close();
  }

  /// A datagram is a header line and a document.
  private void receiveSegments() {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    while (!daemon.isClosed()) {
      try {
        packet.setLength(65_536);
        daemon.receive(packet);
        var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        segments.add(text.substring(text.indexOf('\n') + 1));
      } catch (IOException _) {
        // Closed, which ends the loop.
      }
    }
  }

  private Path nativeLibrary() throws IOException {
    var architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    var name = "/jni/libaws-lambda-jni.linux-" + architecture + ".so";
    var file = files.resolve("libaws-lambda-jni.so");
    try (@Nullable InputStream library = RestoredFunction.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(library, name), file);
    }
    return file;
  }

  private static String runtimeClientClassPath() {
    var separator = System.getProperty("path.separator");
    return Arrays.stream(System.getProperty("java.class.path").split(separator))
        .filter(jar -> jar.matches(".*/(aws-lambda-java-|utils-lite-)[^/]*\\.jar"))
        .collect(Collectors.joining(separator));
  }

  private static boolean isReached(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.getResponseHeaders().set("x-amzn-RequestId", "7a62c49f-347e-4fc4-9331-6e8e7a96aa73");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
