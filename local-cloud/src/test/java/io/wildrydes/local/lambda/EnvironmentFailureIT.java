// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of invocations whose environment fails, in the real runtime client.
@Timeout(120)
final class EnvironmentFailureIT {
  @TempDir private static Path folder;
  private static LambdaRig rig;
  private static ExecutorService executor;

  /// These take Lambda's ten seconds and more, so they run beside the other tests.
  private static Future<String> neverReady;

  private static Future<InvocationResult> neverRestored;
  private static Future<InvocationResult> neverParked;
  private static Future<String> stuckOnce;
  private static CapturedLog snapshotsLog;

  @BeforeAll
  static void start() {
    rig =
        new LambdaRig(folder)
            .function("echo", "EchoHandler", "{\"Timeout\":30}")
            .function("roomy", "EchoHandler", "{\"Timeout\":100,\"MemorySize\":512}")
            .function("never-ready", "NeverReadyHandler", "{\"Timeout\":1}")
            .function(
                "never-restored",
                "UnrestorableHandler",
                "{\"Timeout\":1,\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"},"
                    + "\"Environment\":{\"Variables\":{\"HANG\":\"true\"}}}")
            .published("never-restored")
            .function(
                "never-parked",
                "NeverReadyHandler",
                "{\"Timeout\":1,\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"}}")
            .published("never-parked")
            .function(
                "stuck-once",
                "NeverReadyHandler",
                "{\"Timeout\":30,\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"},"
                    + "\"Environment\":{\"Variables\":{\"ONCE\":\"%s\"}}}"
                        .formatted(folder.resolve("stuck")))
            .published("stuck-once")
            .start();
    snapshotsLog = CapturedLog.of(Snapshots.class);
    executor = Executors.newVirtualThreadPerTaskExecutor();
    neverReady = executor.submit(() -> rig.error("never-ready", "{}"));
    neverRestored = executor.submit(() -> rig.invoke("never-restored:live", "{}"));
    neverParked = executor.submit(() -> rig.invoke("never-parked:live", "{}"));
    stuckOnce = executor.submit(() -> rig.answer("stuck-once:live", "\"works\""));
  }

  @AfterAll
  static void close() {
    rig.close();
    executor.close();
    snapshotsLog.close();
  }

  @Test
  void triesAnInitialisationThatTakesTooLongAgainOnTheFunctionsOwnTime() throws Exception {
    assertThat(neverReady.get())
        .matches(
            "\\{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":"
                + "\"RequestId: [0-9a-f-]{36} Error: Task timed out after 1.00 seconds\"}");

    assertThat(linesOf("never-ready"))
        .filteredOn(line -> line.startsWith("INIT_REPORT"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("INIT_REPORT .*1\\d{4}\\.\\d\\d ms\tPhase: init\tStatus: timeout"),
            line -> assertThat(line).matches("INIT_REPORT .* ms\tPhase: invoke\tStatus: timeout"));
    assertThat(linesOf("never-ready"))
        .anyMatch(line -> line.startsWith("REPORT") && line.endsWith("\tStatus: timeout\t"));
  }

  @Test
  void refusesTheInvocationWhoseRestoreTakesTooLong() throws Exception {
    assertThat(neverRestored.get())
        .isEqualTo(
            new InvocationResult.Refused(
                408,
                "SnapStartTimeoutException",
                "Lambda couldn't restore the snapshot within the timeout limit."));

    assertThat(linesOf("never-restored"))
        .anyMatch(line ->
            line.matches("RESTORE_REPORT Restore Duration: 1\\d{4}\\.\\d\\d ms\tStatus: timeout"))
        .noneMatch(line -> line.startsWith("START"));
  }

  @Test
  void startsASecondProcessBesideOneThatStandsStillBeforeItsSnapshot() throws Exception {
    assertThat(stuckOnce.get()).isEqualTo("\"works\"");

    LambdaRig.await(
        "reported",
        () -> linesOf("stuck-once").stream().anyMatch(EnvironmentFailureIT::isInitTimeout));
    assertThat(snapshotsLog.lines())
        .contains(
            "WARNING function takes long to initialise, its invocations wait function=stuck-once"
                + " version=1",
            "WARNING function stands still while it initialises, trying once more"
                + " function=stuck-once version=1",
            "INFO function is initialised function=stuck-once version=1");
  }

  @Test
  void refusesInvocationsWhileThereIsNoSnapshot() throws Exception {
    var refused =
        new InvocationResult.Refused(
            409,
            "SnapStartNotReadyException",
            "Lambda is initializing your function. It will be ready to invoke once your function"
                + " state becomes ACTIVE.");
    assertThat(neverParked.get()).isEqualTo(refused);

    assertThat(rig.invoke("never-parked:live", "{}")).isEqualTo(refused);
    assertThat(linesOf("never-parked")).noneMatch(line -> line.startsWith("START"));
  }

  @Test
  void reportsAProcessThatIsKilledDuringAnInvocation() throws Exception {
    var process = process("echo");
    var running = executor.submit(() -> rig.error("echo", "\"hang\""));
    LambdaRig.await("busy", () -> linesOf("echo").contains("about to hang"));

    process.destroyForcibly();

    assertThat(running.get())
        .matches(
            "\\{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: [0-9a-f-]{36}"
                + " Error: Runtime exited with error: signal: killed\"}");
    assertThat(linesOf("echo"))
        .anyMatch(
            line -> line.endsWith("Runtime exited with error: signal: killed\nRuntime.ExitError"))
        .anyMatch(line -> line.endsWith("\tStatus: error\tError Type: Runtime.ExitError\t"));
    assertThat(process("echo").pid()).isNotEqualTo(process.pid());
  }

  @Test
  void reportsAJvmThatCrashes() throws Exception {
    var process = process("roomy");
    var running = executor.submit(() -> rig.error("roomy", "\"hang\""));
    LambdaRig.await("busy", () -> linesOf("roomy").contains("about to hang"));

    new ProcessBuilder("kill", "-SEGV", Long.toString(process.pid())).start().waitFor();

    assertThat(running.get()).contains("Runtime exited with error: signal: aborted");
    Files.delete(Path.of("/tmp/hs_err_pid" + process.pid() + ".log"));
    assertThat(rig.answer("roomy", "\"again\"")).isEqualTo("\"again\"");
  }

  @Test
  void passesOnAFullHeapAndReplacesTheProcess() throws Exception {
    var process = process("roomy");

    assertThat(rig.error("roomy", "\"hoard\""))
        .contains("\"errorMessage\":\"Java heap space\"")
        .contains("\"errorType\":\"java.lang.OutOfMemoryError\"");

    assertThat(process("roomy").pid()).isNotEqualTo(process.pid());
  }

  @Test
  void endsAProcessThatHoldsMoreMemoryThanItsFunctionMay() throws Exception {
    var process = process("echo");

    assertThat(rig.error("echo", "\"swell\""))
        .contains("\"errorType\":\"Runtime.ExitError\"")
        .contains("Error: Runtime exited with error: signal: killed");

    assertThat(linesOf("echo"))
        .anyMatch(line ->
            line.endsWith(
                "Max Memory Used: 256 MB\tStatus: error\tError Type: Runtime.OutOfMemory\t"));
    assertThat(process("echo").pid()).isNotEqualTo(process.pid());
  }

  private static boolean isInitTimeout(String line) {
    return line.matches("INIT_REPORT .* [1-9]\\d{4}\\.\\d\\d ms\tPhase: init\tStatus: timeout");
  }

  private static ProcessHandle process(String function) throws InterruptedException {
    return ProcessHandle.of(Long.parseLong(rig.answer(function, "\"pid\""))).orElseThrow();
  }

  private static List<String> linesOf(String function) {
    return rig.lines.stream()
        .filter(line -> line.functionName().equals(function))
        .map(LogSink.Line::text)
        .toList();
  }
}
