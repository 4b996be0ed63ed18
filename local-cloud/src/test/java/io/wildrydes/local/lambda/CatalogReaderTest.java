// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
