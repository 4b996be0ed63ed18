// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedSecretsTest {
  private final Problems problems = new Problems();
  private final GeneratedSecrets secrets = new GeneratedSecrets(new Random(7));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | (?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^A-Za-z0-9])[!-~]{32}",
        "{'PasswordLength': 40, 'ExcludePunctuation': true} | [A-Za-z0-9]{40}",
        "{'PasswordLength': '4'} | (?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^A-Za-z0-9])[!-~]{4}",
        "{'ExcludeLowercase': true, 'ExcludeUppercase': true, 'ExcludePunctuation': true} | [0-9]{32}",
        "{'ExcludeNumbers': true, 'ExcludePunctuation': true} | [A-Za-z]{32}",
        "{'ExcludeCharacters': 'bcdefghijklmnopqrstuvwxyz', 'ExcludeUppercase': true, 'ExcludeNumbers': true, 'ExcludePunctuation': true} | a{32}",
        "{'IncludeSpace': true, 'PasswordLength': 5} | (?=.* ).{5}",
        "{'RequireEachIncludedType': false, 'PasswordLength': 1} | [!-~]"
      })
  void honoursTheRules(String rules, String pattern) {
    for (int i = 0; i < 50; i++) {
      assertThat(generate(rules)).hasValueSatisfying(secret -> assertThat(secret).matches(pattern));
    }
    assertThat(problems.found()).isEmpty();
  }

  @Test
  void putsThePasswordIntoTheTemplate() {
    var secret =
        generate(
            "{'SecretStringTemplate': '{\\u0022user\\u0022:\\u0022u\\u0022}',"
                + " 'GenerateStringKey': 'password', 'ExcludePunctuation': true}");

    assertThat(secret.orElseThrow()).matches("\\{\"user\":\"u\",\"password\":\"[A-Za-z0-9]{32}\"}");
  }

  @Test
  void drawsAnotherSecretEachTime() {
    assertThat(generate("{}")).isNotEqualTo(generate("{}"));
  }

  @Test
  void repeatsWithTheSameSeed() {
    var same = new GeneratedSecrets(new Random(7));

    assertThat(generate("{}")).isEqualTo(same.generate(rules("{}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'PasswordLength': 3} | Secret GenerateSecretString PasswordLength: 3 is too short for the kinds of characters",
        "{'PasswordLength': 0} | Secret GenerateSecretString PasswordLength: 0 is not between 1 and 4096",
        "{'GenerateStringKey': 'a'} | Secret GenerateSecretString GenerateStringKey: needs SecretStringTemplate, and the other way round",
        "{'GenerateStringKey': 'a', 'SecretStringTemplate': '[]'} | Secret GenerateSecretString SecretStringTemplate: is not a JSON object",
        "{'PasswordLenght': 12} | Secret GenerateSecretString PasswordLenght: is not supported"
      })
  void reportsWrongRules(String rules, String problem) {
    generate(rules);

    assertThat(problems.found()).isEqualTo(List.of(problem));
  }

  private Optional<String> generate(String rules) {
    return secrets.generate(rules(rules));
  }

  private Properties rules(String rules) {
    ObjectNode properties =
        Json.object().set("GenerateSecretString", Json.parse(rules.replace('\'', '"')));
    var resource = new Resource("Secret", "AWS::SecretsManager::Secret", "", properties);
    return Properties.of(resource, problems).object("GenerateSecretString").orElseThrow();
  }
}
