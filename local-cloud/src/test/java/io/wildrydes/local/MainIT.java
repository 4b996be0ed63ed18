// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command as people run it: a process of its own, judged by its output and exit code.
class MainIT {
  private static final Path BROKEN = Path.of("src/test/resources/main/broken.yaml");

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatATestLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void listsItsFlags() throws Exception {
    var run = run("--help");

    assertThat(run.exitCode).isZero();
    assertThat(run.output).startsWith("Usage: local-cloud").contains("--platform-waits=FACTOR");
  }

  @Test
  void refusesAnUnknownFlag() throws Exception {
    var run = run("--prot", "1");

    assertThat(run.exitCode).isEqualTo(2);
    assertThat(run.output)
        .isEqualTo("local-cloud: Unknown options: '--prot', '1'; --help lists the flags\n");
  }

  @Test
  void listsAllProblemsOfATemplateAndStartsNothing() throws Exception {
    var run = run("--template", BROKEN.toString(), "--gateway-port", "0", "--aws-port", "0");

    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.output)
        .contains("nothing was started")
        .contains("Colour")
        .contains("CodeUri")
        .contains("shop/target/shop.jar does not exist")
        .contains("Quue")
        .contains("Queue VisibilityTimeout: 'a minute' is not a whole number")
        .contains("Queue Visibility: is not supported")
        .contains("Cluster Type: AWS::ECS::Cluster is not supported")
        .doesNotContain("at io.wildrydes");
  }

  @ParameterizedTest
  @CsvSource({"gateway, aws", "aws, gateway"})
  void namesATakenPortAndWhatToDo(String one, String other) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());

      var run =
          run(
              "--template",
              BROKEN.toString(),
              "--" + one + "-port",
              port,
              "--" + other + "-port",
              "0");

      assertThat(run.exitCode).isEqualTo(1);
      assertThat(run.output.lines())
          .singleElement()
          .asString()
          .startsWith("local-cloud: " + one + " port " + port + " cannot be opened")
          .endsWith("stop what uses it or choose another port, 0 for any free one");
    }
  }

  @Test
  void refusesAnImpossibleFactor() throws Exception {
    var run = run("--platform-waits", "2");

    assertThat(run.exitCode).isEqualTo(2);
    assertThat(run.output)
        .isEqualTo("local-cloud: platform waits factor 2.0 is not above 0 and at most 1\n");
  }

  @Test
  void refusesAPortThatIsNone() throws Exception {
    var run = run("--aws-port", "70000");

    assertThat(run.exitCode).isEqualTo(2);
    assertThat(run.output).isEqualTo("local-cloud: aws port 70000 is not 0 to 65535\n");
  }

  @Test
  void namesATemplateThatDoesNotExist() throws Exception {
    var run = run("--template", "nope.yaml", "--gateway-port", "0", "--aws-port", "0");

    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.output).endsWith("nope.yaml: does not exist\n");
  }

  @Test
  void namesALogFolderThatCannotBeWritten() throws Exception {
    var run =
        run(
            "--template", queueTemplate().toString(),
            "--gateway-port", "0",
            "--aws-port", "0",
            "--log-dir", "/proc/nowhere");

    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.output)
        .isEqualTo("local-cloud: log folder /proc/nowhere cannot be written; name another one\n");
  }

  @Test
  void endsOnSigterm() throws Exception {
    var template = queueTemplate();
    var output = folder.resolve("output.txt");
    var process =
        start(output, "--template", template.toString(), "--gateway-port", "0", "--aws-port", "0");
    awaitLine(output, process, "ready");

    process.destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
  }

  @Test
  void saysOnSigtermWhatIsGone() throws Exception {
    assertThat(outputOfAStopWithAMessage())
        .contains("local-cloud: stopped without --state, gone are queue jobs: 1");
  }

  @Test
  void keepsWhatIsInTransitOnSigterm() throws Exception {
    var state = folder.resolve("state");

    var output = outputOfAStopWithAMessage("--state", state.toString());

    var file = state.resolve("wild-rydes.state.json");
    assertThat(output).contains("local-cloud: state kept in " + file + "; queue jobs: 1");
    assertThat(file).content().contains("\"body\":\"work\"");
  }

  private String outputOfAStopWithAMessage(String... flags) throws Exception {
    var output = folder.resolve("output.txt");
    var arguments = new ArrayList<>(List.of("--template", queueTemplate().toString()));
    arguments.addAll(List.of("--gateway-port", "0", "--aws-port", "0"));
    arguments.addAll(List.of(flags));
    var process = start(output, arguments.toArray(String[]::new));
    awaitLine(output, process, "ready");
    var endpoint = Files.readString(output).replaceAll("(?s).*AWS_ENDPOINT_URL=(\\S+).*", "$1");
    var send =
        HttpRequest.newBuilder(URI.create(endpoint))
            .header("Authorization", "Credential=a/20261120/us-east-1/sqs/aws4_request")
            .header("X-Amz-Target", "AmazonSQS.SendMessage")
            .POST(
                BodyPublishers.ofString(
                    "{\"QueueUrl\":\"%s/000000000000/jobs\",\"MessageBody\":\"work\"}"
                        .formatted(endpoint)))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      assertThat(client.send(send, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    process.destroy();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    return Files.readString(output);
  }

  private Path queueTemplate() throws IOException {
    var template = folder.resolve("template.yaml");
    return Files.writeString(
        template, "Resources: {Jobs: {Type: 'AWS::SQS::Queue', Properties: {QueueName: jobs}}}\n");
  }

  private static void awaitLine(Path output, Process process, String line) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!Files.readAllLines(output).contains(line)) {
      assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
      assertThat(System.nanoTime()).as("line '%s' in %s", line, output).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private Run run(String... arguments) throws Exception {
    var output = folder.resolve("output.txt");
    var process = start(output, arguments);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the command ends").isTrue();
    return new Run(process.exitValue(), Files.readString(output));
  }

  private Process start(Path output, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", "target/local-cloud.jar:target/lib/*", Main.class.getName()));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    started.add(process);
    return process;
  }

  private record Run(int exitCode, String output) {}
}
