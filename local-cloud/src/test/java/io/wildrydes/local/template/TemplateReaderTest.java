// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateReaderTest {
  @TempDir private Path folder;

  @Test
  void reportsAFileThatIsNotThere() {
    var missing = folder.resolve("missing.yaml");

    var reading = Reading.of(missing, Map.of());

    assertThat(reading.problems()).isEqualTo(List.of(missing + ": does not exist"));
  }

  @Test
  void reportsAKeyThatJsonHasTwice() {
    var reading =
        Reading.of(
            folder,
            """
            {"Resources": {
              "Queue": {"Type": "AWS::SQS::Queue"},
              "Queue": {"Type": "AWS::SQS::Queue"}}}
            """);

    assertThat(reading.problems())
        .isEqualTo(List.of("line 3: is not JSON: Duplicate field 'Queue'"));
  }

  @Test
  void reportsAnEmptyFile() {
    var reading = Reading.of(folder, "# nothing here");

    assertThat(reading.problems()).isEqualTo(List.of("template: is empty"));
  }

  @Test
  void reportsATemplateWithoutResources() {
    var reading = Reading.of(folder, "Description: nothing");

    assertThat(reading.problems())
        .isEqualTo(
            List.of("Resources: is missing or empty; a template needs at least one resource"));
  }

  @Test
  void masksParametersThatMustNotBeShown() throws IOException {
    var template =
        Files.writeString(
            folder.resolve("t.yaml"),
            """
            Parameters:
              Password: {Type: String, NoEcho: true}
              Names: {Type: CommaDelimitedList, Default: 'a, b'}
            Resources:
              Secret:
                Type: AWS::SecretsManager::Secret
                Properties: {SecretString: !Ref Password}
            """);

    var reading = Reading.of(template, Map.of("Password", "hunter2"));

    assertThat(reading.stack().parameters()).isEqualTo(Map.of("Password", "****", "Names", "a, b"));
    assertThat(reading.resource("Secret").properties().get("SecretString").asText())
        .isEqualTo("hunter2");
  }

  @Test
  void leavesOutWhatAConditionSwitchesOff() {
    var reading =
        Reading.of(
            folder,
            """
            Conditions:
              Never: !Equals [a, b]
            Resources:
              There:
                Type: AWS::SQS::Queue
                DependsOn: Gone
              Gone:
                Type: AWS::SQS::Queue
                Condition: Never
            Outputs:
              There: {Value: !Ref There}
              Gone: {Condition: Never, Value: !Ref Gone}
            """);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.stack().resources()).containsOnlyKeys("There");
    assertThat(reading.stack().outputs()).containsOnlyKeys("There");
  }

  @Test
  void keepsTheOrderOfTheTemplateWithGeneratedResourcesBesideTheirOrigin() throws IOException {
    Files.createFile(folder.resolve("app.jar"));

    var reading =
        Reading.of(
            folder,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              First: {Type: AWS::SQS::Queue}
              Function:
                Type: AWS::Serverless::Function
                Properties: {CodeUri: app.jar, Handler: x.Y, Runtime: java25, AutoPublishAlias: live}
              Last: {Type: AWS::SQS::Queue}
            """);

    assertThat(
            reading.stack().resources().keySet().stream()
                .map(id -> id.replaceAll("Version.*", "Version")))
        .containsExactly(
            "First", "Function", "FunctionVersion", "FunctionAliaslive", "FunctionRole", "Last");
  }

  @Test
  void generatesNamesThatStayTheSame() {
    var template = "Resources: {Orders: {Type: AWS::SQS::Queue}}";

    var once = Reading.of(folder, template).resource("Orders");
    var again = Reading.of(folder, template).resource("Orders");

    assertThat(once.properties().get("QueueName").asText()).matches("stack-Orders-[A-Za-z0-9]{12}");
    assertThat(again).isEqualTo(once);
  }

  @Test
  void generatesTheNameThatAConditionLeavesOut() {
    var reading =
        Reading.of(
            folder,
            """
            Conditions:
              Named: !Equals [a, b]
            Resources:
              Orders:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: !If [Named, orders, !Ref AWS::NoValue]
            """);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.resource("Orders").ref())
        .matches("http://127.0.0.1:4566/000000000000/stack-Orders-[A-Za-z0-9]{12}");
  }

  @Test
  void reportsASecretThatIsBothGivenAndGenerated() {
    var reading =
        Reading.of(
            folder,
            """
            Resources:
              Secret:
                Type: AWS::SecretsManager::Secret
                Properties: {SecretString: x, GenerateSecretString: {}}
            """);

    assertThat(reading.problems())
        .isEqualTo(List.of("Secret SecretString: and GenerateSecretString cannot both be given"));
  }

  @Test
  void rewritesTheStacksOwnApiAddressesEverywhere() {
    var reading =
        Reading.of(
            folder,
            """
            Resources:
              Orders: {Type: AWS::ApiGateway::RestApi}
              Url:
                Type: AWS::SSM::Parameter
                Properties:
                  Type: String
                  Value: !Sub 'see https://${Orders}.execute-api.${AWS::Region}.amazonaws.com/live/x?y=1 there'
              Copy:
                Type: AWS::SSM::Parameter
                Properties:
                  Type: String
                  Description: https://example.com/schema
                  Value: !Join ['', ['https://', !Ref Orders, '.execute-api.', !Ref AWS::Region, '.amazonaws.com']]
            """);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.resource("Url").properties().get("Value").asText())
        .isEqualTo("see http://127.0.0.1:3000/orders/live/x?y=1 there");
    assertThat(reading.resource("Copy").properties().get("Value").asText())
        .isEqualTo("http://127.0.0.1:3000/orders");
  }
}
