// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.LocalOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The order of what `make deploy` and `make delete` do, with a `sam` and programs that only write
/// down that they were called.
@LocalOnly("runs scripts with a sam that deploys nothing")
class DeployScriptsIT {
  private static final Path SCRIPTS = Path.of("../scripts").toAbsolutePath().normalize();

  @TempDir Path folder;
  private Path calls;

  @BeforeEach
  void fakeTheTools() throws IOException {
    calls = folder.resolve("calls");
    fake("sam", 0);
    fake("acceptance", 0);
  }

  @Test
  void saysTheCostThenDeploysThenWarmsUp() throws Exception {
    var ended = run("deploy.sh", "rides", "FlowControl=none", "Resilience=fragile");

    assertThat(ended).isEqualTo(new Ended(0, ""));
    assertThat(Files.readAllLines(calls))
        .containsExactly(
            "acceptance deploying.Cost --brief --profile reference --parameter-overrides"
                + " FlowControl=none Resilience=fragile",
            "sam deploy --stack-name rides --s3-prefix rides --parameter-overrides"
                + " FlowControl=none Resilience=fragile",
            "acceptance deploying.WarmUp --aws --stack rides",
            "acceptance deploying.NextSteps --aws --stack rides");
  }

  @Test
  void leavesParametersToSamconfigWhenNoneIsGiven() throws Exception {
    var ended = run("deploy.sh", "rides");

    assertThat(ended.code()).isZero();
    assertThat(Files.readAllLines(calls))
        .contains("sam deploy --stack-name rides --s3-prefix rides");
  }

  @Test
  void stopsBeforeTheWarmUpWhenTheDeploymentFails() throws Exception {
    fake("sam", 3);

    var ended = run("deploy.sh", "rides");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(Files.readAllLines(calls)).last().asString().startsWith("sam deploy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1ride", "aws-rides", "SSM", "two words", "a_b", "a2345678901234567890123456"})
  void refusesNamesThatAwsWouldRefuseHalfWay(String stack) throws Exception {
    var ended = run("deploy.sh", stack);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.errors()).contains("stack name '" + stack + "'");
    assertThat(calls).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy.sh", "delete.sh"})
  void nameTheSamCliWhenItIsMissing(String script) throws Exception {
    Files.delete(folder.resolve("sam"));

    var ended = run(script, "rides");

    assertThat(ended)
        .isEqualTo(
            new Ended(
                1,
                "SAM CLI not found: install it as docs.aws.amazon.com/serverless-application-model"
                    + " says under \"Installing the AWS SAM CLI\"\n"));
    assertThat(calls).doesNotExist();
  }

  @Test
  void looksForLeftoversAfterTheStackIsDeleted() throws Exception {
    var ended = run("delete.sh", "rides");

    assertThat(ended).isEqualTo(new Ended(0, ""));
    assertThat(Files.readAllLines(calls))
        .containsExactly(
            "sam delete --no-prompts --stack-name rides",
            "acceptance deploying.Leftovers --aws --stack rides");
  }

  @Test
  void judgesADeletionByWhatIsLeftAndNotByTheWordOfSam() throws Exception {
    fake("sam", 1);
    var healed = run("delete.sh", "rides");
    fake("sam", 0);
    fake("acceptance", 1);
    var left = run("delete.sh", "rides");

    assertThat(healed)
        .isEqualTo(new Ended(0, "sam delete ended with 1; looking at what is left\n"));
    assertThat(left.code()).isEqualTo(1);
  }

  @Test
  void knowsWhichLoadCostsNothing() throws Exception {
    for (var local :
        List.of(
            "http://127.0.0.1:3000/publicapi/live",
            "http://localhost:3000",
            "http://[::1]:3000/")) {
      assertThat(run("is-loopback.sh", local).code()).as(local).isZero();
    }
    for (var elsewhere :
        List.of(
            "https://a1b2.execute-api.us-east-1.amazonaws.com/live",
            "http://127.0.0.1.example.org/",
            "http://localhost.example.org:3000",
            "")) {
      assertThat(run("is-loopback.sh", elsewhere).code()).as(elsewhere).isEqualTo(1);
    }
  }

  private void fake(String name, int exitCode) throws IOException {
    var file = folder.resolve(name);
    Files.writeString(
        file, "#!/bin/sh\necho \"%s $*\" >> '%s'\nexit %d\n".formatted(name, calls, exitCode));
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Ended run(String script, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("/bin/sh", SCRIPTS.resolve(script).toString()));
    command.addAll(List.of(arguments));
    var errors = folder.resolve("errors");
    var builder =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", folder + ":/usr/bin:/bin");
    builder.environment().put("ACCEPTANCE", folder.resolve("acceptance").toString());
    var process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(script).isTrue();
    return new Ended(process.exitValue(), Files.readString(errors));
  }

  /// How a script ended.
  private record Ended(int code, String errors) {}
}
