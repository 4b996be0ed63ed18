// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.aws.Platform;
import io.wildrydes.local.aws.PlatformWaits;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParametersServiceTest {
  @Test
  void listsProblemsOfParameters() {
    assertThat(
            problems(
                "AWS::SSM::Parameter",
                "{\"Name\":\"/ssm/a\",\"Type\":\"SecureString\",\"Value\":\"v\",\"Policies\":\"[]\"}"))
        .containsExactly(
            "It Type: 'SecureString' is not one of String, StringList",
            "It Policies: is not supported",
            "It: Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a"
                + " path, it can consist of sub-paths divided by slash symbol; each sub-path can be"
                + " formed as a mix of letters, numbers and the following 3 symbols .-_");
  }

  @Test
  void listsProblemsOfSecrets() {
    assertThat(problems("AWS::SecretsManager::Secret", "{\"ReplicaRegions\":[]}"))
        .containsExactly("It ReplicaRegions: is not supported");
  }

  @Test
  void acceptsWhatTheTemplateUses() {
    assertThat(
            problems(
                "AWS::SecretsManager::Secret",
                "{\"Name\":\"k\",\"Description\":\"d\",\"SecretString\":\"s\","
                    + "\"GenerateSecretString\":{\"PasswordLength\":40}}"))
        .isEmpty();
    assertThat(
            problems(
                "AWS::SSM::Parameter",
                "{\"Name\":\"/a/b\",\"Description\":\"d\",\"Type\":\"String\",\"Value\":\"{}\"}"))
        .isEmpty();
  }

  private static List<String> problems(String type, String properties) {
    var resource = new Resource("It", type, "It", (ObjectNode) Json.parse(properties));
    var platform =
        new Platform(
            Identity.local("us-east-1"),
            () -> Instant.parse("2026-11-20T10:00:00Z"),
            PlatformWaits.AS_ON_AWS,
            () -> "8f14e45f-ceea-467f-9f9b-0123456789ab",
            new Random(1));
    var stack = new Stack("s", platform.identity(), Map.of("It", resource), Map.of(), Map.of());
    var problems = new Problems();
    ParametersService.of(stack, problems, platform);
    return problems.found();
  }
}
