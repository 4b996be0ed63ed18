// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.AwsServer;
import io.wildrydes.local.aws.AwsApi;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InvalidNextTokenException;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

/// Judged by the AWS SDK's clients.
class ParametersIT {
  private static final String KEY_ARN =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:/app/api-key-AbCdEf";

  private AwsServer server;
  private SsmClient ssm;
  private SecretsManagerClient secrets;

  @BeforeEach
  void start() {
    var resources = new LinkedHashMap<String, Resource>();
    put(
        resources,
        "AWS::SSM::Parameter",
        "/app/settings",
        "{\"Name\":\"/app/settings\",\"Type\":\"String\",\"Value\":\"{}\"}");
    put(
        resources,
        "AWS::SecretsManager::Secret",
        KEY_ARN,
        "{\"Name\":\"/app/api-key\",\"Description\":\"d\",\"SecretString\":\"generated\"}");
    var platform =
        new Platform(
            Identity.local("us-east-1"),
            Instant::now,
            PlatformWaits.AS_ON_AWS,
            () -> UUID.randomUUID().toString(),
            new Random(1));
    var stack = new Stack("s", platform.identity(), resources, Map.of(), Map.of());
    var problems = new Problems();
    var service = ParametersService.of(stack, problems, platform);
    assertThat(problems.found()).isEmpty();
    server = AwsServer.of(service.apis().toArray(AwsApi[]::new));
    ssm = server.client(SsmClient.builder());
    secrets = server.client(SecretsManagerClient.builder());
  }

  @AfterEach
  void stop() {
    ssm.close();
    secrets.close();
    server.close();
  }

  @Test
  void readsAParameterOfTheTemplate() {
    var parameter = ssm.getParameter(r -> r.name("/app/settings")).parameter();

    assertThat(parameter.value()).isEqualTo("{}");
    assertThat(parameter.version()).isEqualTo(1);
    assertThat(parameter.type()).isEqualTo(ParameterType.STRING);
    assertThat(parameter.dataType()).isEqualTo("text");
    assertThat(parameter.arn())
        .isEqualTo("arn:aws:ssm:us-east-1:000000000000:parameter/app/settings");
    assertThat(parameter.lastModifiedDate()).isBefore(Instant.now().plusSeconds(1));
  }

  @Test
  void readsSeveralAndNamesTheMissing() {
    var response = ssm.getParameters(r -> r.names("/app/settings", "/app/faults"));

    assertThat(response.parameters()).extracting(p -> p.name()).containsExactly("/app/settings");
    assertThat(response.invalidParameters()).containsExactly("/app/faults");
  }

  @Test
  void writesVersions() {
    assertThat(
            ssm.putParameter(r -> r.name("/app/settings").value("{\"a\":1}").overwrite(true))
                .version())
        .isEqualTo(2);

    var first = ssm.getParameter(r -> r.name("/app/settings:1")).parameter();
    assertThat(first.value()).isEqualTo("{}");
    assertThat(first.selector()).isEqualTo(":1");
    assertThat(ssm.getParameterHistory(r -> r.name("/app/settings")).parameters())
        .extracting(p -> p.version() + p.value())
        .containsExactly("1{}", "2{\"a\":1}");
  }

  @Test
  void throwsTheSdksOwnExceptions() {
    assertThatExceptionOfType(ParameterNotFoundException.class)
        .isThrownBy(() -> ssm.getParameter(r -> r.name("/none")));
    assertThatExceptionOfType(ParameterVersionNotFoundException.class)
        .isThrownBy(() -> ssm.getParameter(r -> r.name("/app/settings:9")));
    assertThatExceptionOfType(ParameterAlreadyExistsException.class)
        .isThrownBy(() ->
            ssm.putParameter(r -> r.name("/app/settings").type(ParameterType.STRING).value("x")));
    assertThatExceptionOfType(InvalidNextTokenException.class)
        .isThrownBy(() -> ssm.describeParameters(r -> r.nextToken("nonsense")));
  }

  @Test
  void throttlesReadsAboveTheQuota() {
    assertThatExceptionOfType(SsmException.class)
        .isThrownBy(() -> {
          for (int i = 0; i < 2000; i++) {
            ssm.getParameter(r -> r.name("/app/settings"));
          }
        })
        .satisfies(e -> assertThat(e.isThrottlingException()).isTrue())
        .extracting(e -> e.awsErrorDetails().errorMessage())
        .isEqualTo("Rate exceeded");
  }

  @Test
  void pagesBelowAPath() {
    for (int i = 0; i < 12; i++) {
      var name = "/app/many/p%02d".formatted(i);
      ssm.putParameter(r -> r.name(name).type(ParameterType.STRING).value("v"));
    }

    var pages = ssm.getParametersByPathPaginator(r -> r.path("/app").recursive(true));

    assertThat(pages.stream().map(page -> page.parameters().size())).containsExactly(10, 3);
    assertThat(ssm.getParametersByPath(r -> r.path("/app")).parameters()).hasSize(1);
  }

  @Test
  void describesParametersByPrefix() {
    var found =
        ssm.describeParameters(r -> r.parameterFilters(filter("Name", "BeginsWith", "/app")));

    assertThat(found.parameters()).extracting(p -> p.name()).containsExactly("/app/settings");
    assertThat(found.parameters().getFirst().lastModifiedUser())
        .isEqualTo("arn:aws:iam::000000000000:user/developer");
    assertThatExceptionOfType(SsmException.class)
        .isThrownBy(
            () -> ssm.describeParameters(r -> r.parameterFilters(filter("Tier", "Equals", "x"))))
        .extracting(e -> e.awsErrorDetails().errorCode())
        .isEqualTo("InvalidFilterKey");
  }

  @Test
  void hidesSecureStringsUnlessDecrypted() {
    ssm.putParameter(r -> r.name("/k").type(ParameterType.SECURE_STRING).value("secret"));

    assertThat(ssm.getParameter(r -> r.name("/k")).parameter().value()).isNotEqualTo("secret");
    assertThat(ssm.getParameter(r -> r.name("/k").withDecryption(true)).parameter().value())
        .isEqualTo("secret");
  }

  @Test
  void deletesAParameter() {
    ssm.deleteParameter(r -> r.name("/app/settings"));

    assertThatExceptionOfType(ParameterNotFoundException.class)
        .isThrownBy(() -> ssm.deleteParameter(r -> r.name("/app/settings")));
  }

  @Test
  void readsAndRotatesASecret() {
    assertThat(secrets.getSecretValue(r -> r.secretId("/app/api-key")).secretString())
        .isEqualTo("generated");

    var written = secrets.putSecretValue(r -> r.secretId(KEY_ARN).secretString("rotated"));

    var current = secrets.getSecretValue(r -> r.secretId("/app/api-key"));
    assertThat(current.secretString()).isEqualTo("rotated");
    assertThat(current.versionId()).isEqualTo(written.versionId());
    assertThat(current.versionStages()).containsExactly("AWSCURRENT");
    assertThat(
            secrets
                .getSecretValue(r -> r.secretId("/app/api-key").versionStage("AWSPREVIOUS"))
                .secretString())
        .isEqualTo("generated");
  }

  @Test
  void updatesASecretsValueAndDescription() {
    var bytes = SdkBytes.fromUtf8String("binary");
    secrets.updateSecret(r -> r.secretId(KEY_ARN).description("new").secretBinary(bytes));

    assertThat(secrets.describeSecret(r -> r.secretId(KEY_ARN)).description()).isEqualTo("new");
    assertThat(secrets.getSecretValue(r -> r.secretId(KEY_ARN)).secretBinary()).isEqualTo(bytes);
    assertThat(secrets.describeSecret(r -> r.secretId(KEY_ARN)).versionIdsToStages()).hasSize(2);
  }

  @Test
  void listsSecrets() {
    assertThat(secrets.listSecrets().secretList())
        .extracting(s -> s.name() + " " + s.arn())
        .containsExactly("/app/api-key " + KEY_ARN);
  }

  @Test
  void throwsTheSdksOwnExceptionsForSecrets() {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> secrets.getSecretValue(r -> r.secretId("none")))
        .withMessageContaining("Secrets Manager can't find the specified secret.");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> secrets.putSecretValue(r -> r.secretId(KEY_ARN)))
        .withMessageContaining("You must provide either SecretString or SecretBinary.");
    var token = "0".repeat(32);
    secrets.putSecretValue(r -> r.secretId(KEY_ARN).clientRequestToken(token).secretString("a"));
    assertThatExceptionOfType(ResourceExistsException.class)
        .isThrownBy(() ->
            secrets.putSecretValue(
                r -> r.secretId(KEY_ARN).clientRequestToken(token).secretString("b")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ssm | AmazonSSM.GetParameter | {} | ValidationException",
        "ssm | AmazonSSM.GetParameter | {\"Name\":[]} | SerializationException",
        "ssm | AmazonSSM.GetParameter | {\"Name\":\"a b\"} | ValidationException",
        "ssm | AmazonSSM.GetParameter | {\"Name\":\"::::\"} | ValidationException",
        "ssm | AmazonSSM.GetParameters | {} | ValidationException",
        "ssm | AmazonSSM.GetParameters | {\"Names\":[]} | ValidationException",
        "ssm | AmazonSSM.GetParameters | {\"Names\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]} | ValidationException",
        "ssm | AmazonSSM.GetParameters | {\"Names\":[null]} | SerializationException",
        "ssm | AmazonSSM.GetParametersByPath | {\"Path\":\"x\"} | ValidationException",
        "ssm | AmazonSSM.GetParametersByPath | {\"Path\":\"/\",\"MaxResults\":11} | ValidationException",
        "ssm | AmazonSSM.GetParametersByPath | {\"Path\":\"/\",\"MaxResults\":1e99} | SerializationException",
        "ssm | AmazonSSM.PutParameter | {\"Name\":\"/a\"} | ValidationException",
        "ssm | AmazonSSM.PutParameter | {\"Name\":\"/a\",\"Value\":\"\",\"Type\":\"String\"} | ValidationException",
        "ssm | AmazonSSM.PutParameter | {\"Name\":\"/a\",\"Value\":\"v\",\"Type\":\"Odd\"} | ValidationException",
        "ssm | AmazonSSM.PutParameter | {\"Name\":\"/a\",\"Value\":\"v\",\"AllowedPattern\":\"x\"} | ValidationException",
        "secretsmanager | secretsmanager.GetSecretValue | {} | ValidationException",
        "secretsmanager | secretsmanager.GetSecretValue | {\"SecretId\":\"-\"} | ResourceNotFoundException",
        "secretsmanager | secretsmanager.PutSecretValue | {\"SecretId\":\"/app/api-key\",\"SecretString\":\"\"} | ValidationException",
        "secretsmanager | secretsmanager.PutSecretValue | {\"SecretId\":\"/app/api-key\",\"SecretBinary\":\"%%\"} | SerializationException",
        "secretsmanager | secretsmanager.PutSecretValue | {\"SecretId\":\"/app/api-key\",\"SecretString\":\"a\",\"SecretBinary\":\"YQ==\"} | InvalidParameterException",
        "secretsmanager | secretsmanager.PutSecretValue | {\"SecretId\":\"/app/api-key\",\"SecretString\":\"a\",\"ClientRequestToken\":\"short\"} | ValidationException",
        "secretsmanager | secretsmanager.ListSecrets | {\"NextToken\":\"from-x\"} | InvalidNextTokenException",
        "secretsmanager | secretsmanager.DeleteSecret | {} | UnknownOperationException",
      })
  void refusesHostileInputAsAwsDoes(String service, String target, String body, String code)
      throws Exception {
    var response = server.post(service, target, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.parse(response.body()).get("__type").textValue()).isEqualTo(code);
  }

  private static ParameterStringFilter filter(String key, String option, String value) {
    return ParameterStringFilter.builder().key(key).option(option).values(value).build();
  }

  private static void put(
      Map<String, Resource> resources, String type, String ref, String properties) {
    var id = "R" + resources.size();
    resources.put(id, new Resource(id, type, ref, (ObjectNode) Json.parse(properties)));
  }
}
