// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.TraceHeader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real runtime client with one invocation at a time.
final class SandboxIT {
  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";
  @TempDir private static Path folder;
  private static LambdaRig rig;

  @BeforeAll
  static void start() {
    rig =
        new LambdaRig(folder)
            .function("echo", "EchoHandler", "{\"Timeout\":20}")
            .function("short", "EchoHandler", "{\"Timeout\":1}")
            .function("broken", "BrokenHandler", "{}")
            .function("quitting", "QuittingHandler", "{}")
            .function(
                "traced",
                "EchoHandler",
                "{\"TracingConfig\":{\"Mode\":\"Active\"},"
                    + "\"Environment\":{\"Variables\":{\"OWN\":\"own value\"}}}")
            .function("limited", "EchoHandler", "{\"ReservedConcurrentExecutions\":1}")
            .start();
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @Test
  void answersTheEventInTheSameProcessWhileItIsWarm() throws InterruptedException {
    assertThat(rig.answer("echo", "{\"a\":1}")).isEqualTo("{\"a\":1}");

    var first = rig.answer("echo", "\"pid\"");
    var second = rig.answer(ARN + "echo:$LATEST", "\"pid\"");

    assertThat(second).isEqualTo(first);
  }

  @Test
  void passesOnTheErrorOfTheFunction() throws InterruptedException {
    assertThat(rig.error("echo", "\"throw\""))
        .startsWith(
            "{\"errorMessage\":\"broken on purpose\","
                + "\"errorType\":\"java.lang.IllegalStateException\",\"stackTrace\":[");
  }

  @Test
  void killsTheProcessWhenTheTimeoutEnds() throws InterruptedException {
    var before = rig.answer("short", "\"pid\"");

    var error = rig.error("short", "\"sleep\"");

    assertThat(error)
        .matches(
            "\\{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":"
                + "\"RequestId: [0-9a-f-]{36} Error: Task timed out after 1.00 seconds\"}");
    assertThat(rig.texts())
        .contains("about to sleep")
        .anyMatch(text -> text.endsWith("Task timed out after 1.00 seconds"))
        .anyMatch(text -> text.startsWith("REPORT") && text.contains("\tStatus: timeout"));
    ProcessHandle.of(Long.parseLong(before))
        .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(5)));
  }

  @Test
  void reportsAProcessThatExits() throws InterruptedException {
    assertThat(rig.error("echo", "\"exit\"")).endsWith("exited with error: exit status 3\"}");
    assertThat(rig.error("echo", "\"halt\""))
        .matches(
            "\\{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: [0-9a-f-]{36}"
                + " Error: Runtime exited with error: exit status 7\"}");

    assertThat(rig.answer("echo", "\"again\"")).isEqualTo("\"again\"");
    assertThat(rig.texts()).noneMatch(line -> line.contains("Max Memory Used: 0 MB"));
  }

  @Test
  void replacesTheProcessAfterAnErrorOfTheMachine() throws InterruptedException {
    var before = rig.answer("echo", "\"pid\"");

    var error = rig.error("echo", "\"exhaust\"");

    assertThat(error).contains("\"errorType\":\"java.lang.OutOfMemoryError\"");
    assertThat(rig.answer("echo", "\"pid\"")).isNotEqualTo(before);
  }

  @Test
  void triesAFailedInitialisationAgainWithinTheInvocation() throws InterruptedException {
    var error = rig.error("broken", "{}");

    assertThat(error)
        .isEqualTo(
            "{\"errorMessage\":\"no settings\",\"errorType\":\"java.lang.IllegalArgumentException\"}");
    assertThat(linesOf("broken"))
        .anyMatch(line -> line.matches("INIT_REPORT .*Phase: init\tStatus: error\tError Type: .*"))
        .anyMatch(
            line -> line.matches("INIT_REPORT .*Phase: invoke\tStatus: error\tError Type: .*"));
  }

  @Test
  void reportsAProcessThatExitsWhileItInitialises() throws InterruptedException {
    assertThat(rig.error("quitting", "{}"))
        .contains("Runtime.ExitError", "Runtime exited with error: exit status 9");
    assertThat(linesOf("quitting")).noneMatch(line -> line.contains("Max Memory Used: 0 MB"));
  }

  @Test
  void refusesAnAnswerOverSixMegabytes() throws InterruptedException {
    assertThat(rig.error("echo", "\"large\""))
        .isEqualTo(
            "{\"errorType\":\"Function.ResponseSizeTooLarge\",\"errorMessage\":\"Response payload"
                + " size (7000002 bytes) exceeded maximum allowed payload size (6291556 bytes).\"}");
  }

  @Test
  void givesTheFunctionLambdasEnvironmentAndNothingOfOurs() throws InterruptedException {
    var environment = rig.answer("traced", "\"environment\"");
    var names = new HashSet<String>();
    Pattern.compile("([A-Za-z_]+)=")
        .matcher(environment)
        .results()
        .forEach(m -> names.add(m.group(1)));

    assertThat(environment)
        .contains("OWN=own value", "_HANDLER=io.wildrydes.local.lambda.sample.EchoHandler")
        .contains("AWS_EXECUTION_ENV=AWS_Lambda_java25", "AWS_ENDPOINT_URL=http://127.0.0.1:1");
    assertThat(names)
        .containsExactlyInAnyOrder(
            "OWN",
            "_HANDLER",
            "_LAMBDA_TELEMETRY_LOG_FD",
            "_AWS_XRAY_DAEMON_ADDRESS",
            "_AWS_XRAY_DAEMON_PORT",
            "AWS_ACCESS_KEY_ID",
            "AWS_DEFAULT_REGION",
            "AWS_ENDPOINT_URL",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_XRAY_CONTEXT_MISSING",
            "AWS_XRAY_DAEMON_ADDRESS",
            "LAMBDA_RUNTIME_DIR",
            "LAMBDA_TASK_ROOT",
            "LANG",
            "PATH",
            "TZ");
  }

  @Test
  void callsWithCredentialsOfItsOwn() throws InterruptedException {
    var environment = rig.answer("traced", "\"environment\"");
    var id = Pattern.compile("AWS_ACCESS_KEY_ID=(\\w+)").matcher(environment);

    assertThat(id.find()).isTrue();
    assertThat(rig.credentials.callerArn(id.group(1)))
        .isEqualTo("arn:aws:sts::000000000000:assumed-role/sample-role/traced");
  }

  @Test
  void runsInUtcInItsTaskRootWithItsShareOfMemory() throws InterruptedException {
    assertThat(rig.answer("echo", "\"zone\"")).isIn("\"UTC\"", "\"Etc/UTC\"");
    assertThat(Long.parseLong(rig.answer("echo", "\"heap\"")))
        .isBetween(200L * 1024 * 1024, 218L * 1024 * 1024);
    assertThat(rig.answer("echo", "\"file\"")).isEqualTo("\"one setting\"");
  }

  @Test
  void continuesTheTraceOfTheCaller() throws InterruptedException {
    var caller =
        TraceHeader.parse(
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
    var request = new InvocationRequest("traced", bytes("\"trace\""), caller);

    var result = rig.service().invoke(request);

    var requestId = ((InvocationResult.Answered) result).execution().requestId();
    var event =
        rig.events.stream()
            .map(e -> (LambdaEvent.Invoked) e)
            .filter(e -> e.requestId().equals(requestId))
            .findFirst()
            .orElseThrow();
    var segment = event.trace().functionSegmentId();
    assertThat(new String(((InvocationResult.Answered) result).payload(), StandardCharsets.UTF_8))
        .isEqualTo(
            "\"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=%s;Sampled=1\"".formatted(segment));
    assertThat(event.trace().header()).isEqualTo(caller.orElseThrow());
    assertThat(linesOf("traced"))
        .anyMatch(line ->
            line.endsWith(
                "\nXRAY TraceId: 1-5759e988-bd862e3fe1be46a994272793\tSegmentId: "
                    + segment
                    + "\tSampled: true\t"));
  }

  @Test
  void logsEachLineAndEachEventOfTheRuntimesLogger() throws InterruptedException {
    var result = (InvocationResult.Answered) rig.invoke("echo", "\"log\"");

    var tail = result.execution().logTail();
    assertThat(tail)
        .containsSubsequence("START RequestId: ", "\nEND RequestId: ", "\nREPORT RequestId: ");
    assertThat(rig.texts()).contains("printed line", "logged line 1\nlogged line 2");
    assertThat(tail).contains("printed line\n", "logged line 1\nlogged line 2\n");
    assertThat(rig.lines)
        .filteredOn(line -> line.text().equals("printed line"))
        .allSatisfy(line -> {
          assertThat(line.group()).isEqualTo("/aws/lambda/echo");
          assertThat(line.stream()).matches("\\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST][0-9a-f]{32}");
        });
  }

  @Test
  void scalesOutForInvocationsAtTheSameTime() throws Exception {
    assertThat(inParallel(3, () -> rig.answer("echo", "\"nap\""))).containsOnly("\"nap\"");

    assertThat(linesOf("echo").stream().filter(line -> line.startsWith("INIT_START")).count())
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void throttlesBeyondTheReservedConcurrency() throws Exception {
    var results = inParallel(2, () -> rig.invoke("limited", "\"nap\""));

    assertThat(results)
        .filteredOn(InvocationResult.Throttled.class::isInstance)
        .containsExactly(
            new InvocationResult.Throttled("ReservedFunctionConcurrentInvocationLimitExceeded"));
  }

  @Test
  void refusesAFunctionThatIsNotThere() throws InterruptedException {
    assertThat(rig.invoke("absent:live", "{}"))
        .isEqualTo(
            new InvocationResult.Refused(
                404, "ResourceNotFoundException", "Function not found: " + ARN + "absent:live"));
  }

  private static List<String> linesOf(String function) {
    return rig.lines.stream()
        .filter(line -> line.functionName().equals(function))
        .map(LogSink.Line::text)
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> List<T> inParallel(int times, Callable<T> task) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (var future : executor.invokeAll(Collections.nCopies(times, task))) {
        results.add(future.get());
      }
      return results;
    }
  }
}
