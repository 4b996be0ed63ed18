// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reads the project's own template, beside empty files in the place of the functions' jars.
class ProjectTemplateTest {
  ///
  /// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
  private static final int GATEWAY_LIMIT = 29;

  @TempDir private Path folder;
  private Path template;

  @BeforeEach
  void copyTemplate() throws IOException {
    template = folder.resolve("template.yaml");
    var text = Files.readString(TransformCorpus.ROOT.resolve("template.yaml"));
    Files.writeString(template, text);
    var jars = text.lines().filter(line -> line.strip().startsWith("CodeUri:")).distinct();
    for (var line : jars.toList()) {
      var jar = folder.resolve(line.substring(line.indexOf(':') + 1).strip());
      Files.createDirectories(jar.getParent());
      Files.createFile(jar);
    }
  }

  @Test
  void hasNoProblemsAndNothingThatAwsWouldRefuse() {
    var reading = Reading.of(template, Map.of());

    var refused = new Problems();
    TemplateChecks.refused(reading.stack(), refused);
    var warned = new Problems();
    TemplateChecks.warned(reading.stack(), warned);

    assertThat(reading.problems()).isEmpty();
    assertThat(refused.found()).isEmpty();
    assertThat(warned.found()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "queue, resilient, on-demand",
    "queue, resilient, provisioned",
    "queue, fragile, on-demand",
    "queue, fragile, provisioned",
    "none, resilient, on-demand",
    "none, resilient, provisioned",
    "none, fragile, on-demand",
    "none, fragile, provisioned"
  })
  void hasNoProblemsHoweverTheStoryIsTold(String flow, String resilience, String capacity) {
    var parameters =
        Map.of("FlowControl", flow, "Resilience", resilience, "RideRecordCapacity", capacity);

    var reading = Reading.of(template, parameters);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.resource("Settings").properties().path("Value").asText())
        .contains("\"resilience\":\"" + resilience + "\"");
    assertThat(reading.resource("RideRecords").properties().path("BillingMode").asText())
        .isEqualTo(capacity.equals("provisioned") ? "PROVISIONED" : "PAY_PER_REQUEST");
  }

  @Test
  void provisionsTheTableOfRidesWithOneWriteASecond() {
    var provisioned = Reading.of(template, Map.of("RideRecordCapacity", "provisioned"));
    var onDemand = Reading.of(template, Map.of());

    assertThat(provisioned.resource("RideRecords").properties().path("ProvisionedThroughput"))
        .isEqualTo(Json.parse("{\"ReadCapacityUnits\": 1, \"WriteCapacityUnits\": \"1\"}"));
    assertThat(onDemand.resource("RideRecords").properties().has("ProvisionedThroughput"))
        .isFalse();
  }

  @Test
  void letsRequestRideCallItsThreeRoutesAndNoOthers() {
    var reading = Reading.of(template, Map.of());

    var statements =
        reading.resource("RequestRideRole").properties().at("/Policies/0/PolicyDocument/Statement");
    var calls =
        statements.findParents("Action").stream()
            .filter(statement -> statement.path("Action").asText().startsWith("execute-api:"))
            .toList();
    assertThat(calls)
        .containsExactly(
            (ObjectNode)
                Json.parse(
                    """
                    {"Sid": "AskServices", "Effect": "Allow", "Action": "execute-api:Invoke",
                     "Resource": [
                       "arn:aws:execute-api:eu-west-1:000000000000:internalapi/live/GET/unicorn",
                       "arn:aws:execute-api:eu-west-1:000000000000:internalapi/live/POST/promo",
                       "arn:aws:execute-api:eu-west-1:000000000000:internalapi/live/POST/record"]}
                    """));
    var variables = reading.resource("RequestRide").properties().at("/Environment/Variables");
    assertThat(variables.path("INTERNAL_API_URL").asText())
        .isEqualTo("http://127.0.0.1:3000/internalapi/live");
  }

  /// Functions read what they need with one GetParameters; a right nobody uses is one too many.
  @Test
  void letsFunctionsReadParametersAndNoneButTheirOwn() {
    var reading = Reading.of(template, Map.of());

    var reads =
        reading.stack().ofType("AWS::IAM::Role").stream()
            .flatMap(role -> role.properties().findParents("Action").stream())
            .filter(statement -> statement.path("Action").toString().contains("ssm:"))
            .toList();

    assertThat(reads)
        .hasSize(7)
        .allSatisfy(statement -> {
          assertThat(statement.path("Action").asText()).isEqualTo("ssm:GetParameters");
          assertThat(statement.path("Resource").toString()).contains("parameter/stack/");
        });
  }

  /// Each function gives up before who waits for it does.
  @ParameterizedTest
  @CsvSource({"RequestRide", "PutRideRecord", "Notification", "SlowApi"})
  void givesFunctionsBehindAnApiLessTimeThanTheGatewayTakes(String function) {
    assertThat(seconds(Reading.of(template, Map.of()), function, "Timeout"))
        .isEqualTo(28)
        .isLessThan(GATEWAY_LIMIT);
  }

  @ParameterizedTest
  @CsvSource({"DeliveryQueue, Delivery", "RideRecordQueue, PutDeferredRideRecord"})
  void hidesAMessageForSixTimesTheTimeoutOfWhoTakesIt(String queue, String function) {
    var reading = Reading.of(template, Map.of());

    assertThat(seconds(reading, queue, "VisibilityTimeout"))
        .isEqualTo(6 * seconds(reading, function, "Timeout"));
  }

  @Test
  void keepsTryingToRecordARideForADayBeforeItIsADeadLetter() {
    var reading = Reading.of(template, Map.of());
    var queue = reading.resource("RideRecordQueue").properties();

    long receives = queue.at("/RedrivePolicy/maxReceiveCount").asLong();

    assertThat(receives * seconds(reading, "RideRecordQueue", "VisibilityTimeout"))
        .isGreaterThanOrEqualTo(Duration.ofDays(1).toSeconds());
  }

  @Test
  void leadsThePartnersAddressToTheLocalGateway() {
    var reading = Reading.of(template, Map.of());

    assertThat(reading.resource("DeliveryEndpoint").properties().get("Value").asText())
        .isEqualTo("http://127.0.0.1:3000/partnerapi/live/slow");
    assertThat(reading.stack().outputs())
        .containsEntry("NotifyUrl", "http://127.0.0.1:3000/publicapi/live/notify");
  }

  @Test
  void givesTheApiKeyTheValueThatTheSecretHolds() {
    var reading = Reading.of(template, Map.of());

    var secret = reading.resource("DeliveryApiKeySecret").properties();
    var key = reading.resource("DeliveryApiKey").properties();
    assertThat(secret.get("SecretString").asText()).matches("[A-Za-z0-9]{40}");
    assertThat(secret.has("GenerateSecretString")).isFalse();
    assertThat(key.get("Value")).isEqualTo(secret.get("SecretString"));
  }

  @Test
  void resolvesAFunction() {
    var reading = Reading.of(template, Map.of("FlowControl", "none", "DeliveryTimeout", "5"));

    var delivery = reading.resource("Delivery");
    assertThat(delivery.ref()).isEqualTo("stack-delivery");
    assertThat(delivery.properties())
        .isEqualTo(
            Json.parse(
                """
                {"FunctionName": "stack-delivery",
                 "Handler": "io.wildrydes.delivery.DeliveryHandler",
                 "Runtime": "java25",
                 "Description": "Delivers an order to the partner",
                 "MemorySize": 1024,
                 "Timeout": "5",
                 "Environment": {"Variables": {
                   "LOG_LEVEL": "INFO",
                   "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
                   "SERVICE_NAME": "delivery",
                   "SETTINGS_PARAMETER": "/stack/settings",
                   "FAULTS_PARAMETER": "/stack/faults",
                   "ENDPOINT_PARAMETER": "/stack/delivery/endpoint",
                   "API_KEY_SECRET": "%s"}},
                 "Architectures": ["arm64"],
                 "SnapStart": {"ApplyOn": "PublishedVersions"},
                 "LoggingConfig": {"LogFormat": "Text", "LogGroup": "/aws/lambda/stack-delivery"},
                 "Code": "%s",
                 "TracingConfig": {"Mode": "Active"},
                 "DeadLetterConfig":
                   {"TargetArn": "arn:aws:sqs:eu-west-1:000000000000:stack-delivery-function-dlq"},
                 "Tags": [{"Key": "lambda:createdBy", "Value": "SAM"}],
                 "Role": "%s"}
                """
                    .formatted(
                        reading.resource("DeliveryApiKeySecret").ref(),
                        folder.resolve("delivery-function/target/delivery-function.jar"),
                        "arn:aws:iam::000000000000:role/"
                            + reading.resource("DeliveryRole").ref())));
  }

  @Test
  void choosesTheRulesTargetByFlowControl() {
    var queue = Reading.of(template, Map.of("FlowControl", "queue"));
    var none = Reading.of(template, Map.of("FlowControl", "none"));

    assertThat(target(queue)).isEqualTo("arn:aws:sqs:eu-west-1:000000000000:stack-delivery");
    assertThat(target(none))
        .isEqualTo("arn:aws:lambda:eu-west-1:000000000000:function:stack-delivery:live");
  }

  @Test
  void namesEveryMissingJar() throws IOException {
    Files.delete(folder.resolve("notification-function/target/notification-function.jar"));
    Files.delete(folder.resolve("slow-api-function/target/slow-api-function.jar"));

    var reading = Reading.of(template, Map.of());

    assertThat(reading.problems())
        .isEqualTo(
            List.of(
                "Notification CodeUri: notification-function/target/notification-function.jar does"
                    + " not exist; run make build, or your own build",
                "SlowApi CodeUri: slow-api-function/target/slow-api-function.jar does not exist;"
                    + " run make build, or your own build"));
  }

  private static long seconds(Reading reading, String resource, String property) {
    return reading.resource(resource).properties().path(property).asLong();
  }

  private static String target(Reading reading) {
    return reading.resource("OrderNotifyRule").properties().at("/Targets/0/Arn").asText();
  }
}
