// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads the project's own template, beside empty files in the place of the functions' jars.
class ProjectTemplateTest {
  @TempDir private Path folder;
  private Path template;

  @BeforeEach
  void copyTemplate() throws IOException {
    template = folder.resolve("template.yaml");
    var text = Files.readString(TransformCorpus.ROOT.resolve("template.yaml"));
    Files.writeString(template, text);
    for (var line : text.lines().filter(l -> l.strip().startsWith("CodeUri:")).toList()) {
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

  private static String target(Reading reading) {
    return reading.resource("OrderNotifyRule").properties().at("/Targets/0/Arn").asText();
  }
}
