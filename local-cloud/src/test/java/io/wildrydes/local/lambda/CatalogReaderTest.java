// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CatalogReaderTest {
  @TempDir private Path folder;
  private LambdaRig rig;

  @BeforeEach
  void open() {
    rig = new LambdaRig(folder);
  }

  @Test
  void acceptsWhatIsRight() {
    rig.function(
            "echo", "EchoHandler", "{\"Architectures\":[\"arm64\"],\"Timeout\":28,\"Tags\":[]}")
        .published("echo");

    rig.read(1, 1);

    assertThat(rig.problems.found()).isEmpty();
  }

  @Test
  void namesTheHandlerThatIsNotInTheJar() {
    rig.function("echo", "AbsentHandler::handle", "{}");

    rig.read(1, 1);

    assertThat(rig.problems.found())
        .containsExactly(
            "echo Handler: class io.wildrydes.local.lambda.sample.AbsentHandler is not in "
                + folder.resolve("sample.jar")
                + "; run make build or correct the name");
  }

  @Test
  void leavesAMissingPackageToTheReaderOfTheTemplate() throws IOException {
    rig.function("echo", "EchoHandler", "{}");
    Files.delete(folder.resolve("sample.jar"));

    rig.read(1, 1);

    assertThat(rig.problems.found()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("reservedNames")
  void refusesEveryVariableThatLambdaReserves(String name) {
    rig.function(
        "echo", "EchoHandler", "{\"Environment\":{\"Variables\":{\"%s\":\"1\"}}}".formatted(name));

    rig.read(1, 1);

    assertThat(rig.problems.found())
        .containsExactly(
            "echo Environment Variables %s: is set by Lambda and may not be set by a template"
                .formatted(name));
  }

  static Stream<String> reservedNames() {
    return Stream.of(
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
        "AWS_DEFAULT_REGION",
        "AWS_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT",
        "LAMBDA_RUNTIME_DIR",
        "AWS_LAMBDA_MAX_CONCURRENCY",
        "AWS_LAMBDA_METADATA_API",
        "AWS_LAMBDA_METADATA_TOKEN");
  }

  @Test
  void refusesWhatItDoesNotSupport() {
    rig.function(
        "echo",
        "EchoHandler",
        """
        {"Layers": ["arn:aws:lambda:us-east-1:1:layer:a:1"],
         "LoggingConfig": {"LogFormat": "JSON"},
         "DeadLetterConfig": {"TargetArn": "arn:aws:sns:us-east-1:1:topic"},
         "Environment": {"Variables": {"AWS_REGION": "eu-west-1", "OWN": "1"}}}
        """);

    rig.read(1, 1);

    assertThat(rig.problems.found())
        .containsExactlyInAnyOrder(
            "echo Layers: is not supported",
            "echo LoggingConfig LogFormat: 'JSON' is not one of Text",
            "echo DeadLetterConfig: 'arn:aws:sns:us-east-1:1:topic' is not a queue; only queues are"
                + " supported",
            "echo Environment Variables AWS_REGION: is set by Lambda and may not be set by a"
                + " template");
  }

  @Test
  void namesAliasesThatDoNotExist() {
    rig.function("echo", "EchoHandler", "{}")
        .resource(
            "AWS::Lambda::Permission",
            "EchoPermission",
            "permission",
            LambdaRig.object(
                """
                {"FunctionName": "arn:aws:lambda:us-east-1:000000000000:function:echo:live",
                 "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com"}
                """));

    rig.read(1, 1);

    assertThat(rig.problems.found())
        .containsExactly(
            "EchoPermission FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:echo:live'"
                + " is no function, version or alias of the template");
  }
}
