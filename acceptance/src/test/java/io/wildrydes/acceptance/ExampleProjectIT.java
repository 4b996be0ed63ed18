// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.testing.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// A project of somebody else's: its template run by the command, and its own test.
@LocalOnly("runs another project's template on this machine")
class ExampleProjectIT {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Pattern ENDPOINT = Pattern.compile("AWS_ENDPOINT_URL=(\\S+)");

  @TempDir private Path folder;

  @Test
  void runsByItsTemplate() throws Exception {
    var project = ExampleProject.buildIn(folder);
    var output = folder.resolve("output.txt");
    var process =
        java(
            output,
            System.getProperty("java.class.path"),
            "io.wildrydes.local.Main",
            "--template",
            project.template().toString(),
            "--stack-name",
            "visitors",
            "--gateway-port",
            "0",
            "--aws-port",
            "0");
    try {
      Await.until("ready", LIMIT, () -> read(output), text -> text.contains("\nready\n"));
      var endpoint = ENDPOINT.matcher(read(output));
      assertThat(endpoint.find()).isTrue();
      judge(AwsAccess.local(URI.create(endpoint.group(1))));
    } finally {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(read(output)).isTrue();
    }
  }

  @Test
  void passesItsOwnTest() throws Exception {
    var project = ExampleProject.buildIn(folder);
    var output = folder.resolve("output.txt");
    var classPath =
        project.testClasses() + File.pathSeparator + System.getProperty("java.class.path");

    var process =
        java(output, classPath, SuiteRun.class.getName(), "com.example.guestbook.GuestbookIT");

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(read(output)).isTrue();
    assertThat(process.exitValue()).as(read(output)).isZero();
    assertThat(read(output)).contains("1 tests successful");
  }

  private static void judge(AwsAccess aws) {
    try (var logs = aws.client(CloudWatchLogsClient.builder());
        var sqs = aws.client(SqsClient.builder())) {
      var outputs = StackAccess.outputs(aws, "visitors");
      var callers = new Callers(outputs);

      var answer =
          Await.until(
              "the guestbook answers",
              LIMIT,
              () -> callers.send("POST", callers.output("EntriesUrl"), "{\"name\":\"Grace\"}"),
              last -> last.status() < 500);
      var nobody = callers.send("POST", callers.output("EntriesUrl"), "{}");
      sqs.sendMessage(send -> send.queueUrl(outputs.get("LetterboxUrl")).messageBody("Ada"));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"greeting\":\"Hello Grace\"}");
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(nobody.status()).isEqualTo(400);
      Await.until(
          "the card in the log",
          LIMIT,
          () ->
              logs.filterLogEvents(filter ->
                      filter
                          .logGroupName(outputs.get("LogGroup"))
                          .filterPattern("\"card from Ada\""))
                  .events(),
          found -> !found.isEmpty());
    }
  }

  private Process java(Path output, String classPath, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
