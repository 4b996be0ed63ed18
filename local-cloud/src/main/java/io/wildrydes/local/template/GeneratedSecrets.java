// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Passwords as `GenerateSecretString` asks for them: 32 characters of lower case, upper case,
/// digits and punctuation, at least one of each that is not excluded, unless the resource says
/// otherwise.
///
/// @see <a
///   href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html">AWS:
///   GenerateSecretString</a>
final class GeneratedSecrets {
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final RandomGenerator random;

  GeneratedSecrets(RandomGenerator random) {
    this.random = random;
  }

  /// A fresh secret string: the password, or the template's JSON with the password in it. Nothing
  /// when the properties contradict themselves, which is reported.
  Optional<String> generate(Properties rules) {
    var characters = characters(rules);
    int length = rules.integer("PasswordLength", 32, 1, 4096);
    boolean eachType = rules.flag("RequireEachIncludedType", true);
    var template = rules.string("SecretStringTemplate");
    var key = rules.string("GenerateStringKey");
    rules.end();
    if (characters.isEmpty() || (eachType && length < characters.size())) {
      rules.problem(
          "PasswordLength", "%d is too short for the kinds of characters".formatted(length));
      return Optional.empty();
    }
    var password = password(characters, length, eachType);
    if (template.isEmpty() && key.isEmpty()) {
      return Optional.of(password);
    }
    if (template.isEmpty() || key.isEmpty()) {
      rules.problem("GenerateStringKey", "needs SecretStringTemplate, and the other way round");
      return Optional.empty();
    }
    return inTemplate(template.get(), key.get(), password, rules);
  }

  private static List<String> characters(Properties rules) {
    var excluded = rules.string("ExcludeCharacters").orElse("");
    var kinds = new ArrayList<String>();
    addUnless(rules.flag("ExcludeLowercase", false), LOWER, kinds);
    addUnless(rules.flag("ExcludeUppercase", false), UPPER, kinds);
    addUnless(rules.flag("ExcludeNumbers", false), DIGITS, kinds);
    addUnless(rules.flag("ExcludePunctuation", false), PUNCTUATION, kinds);
    addUnless(!rules.flag("IncludeSpace", false), " ", kinds);
    return kinds.stream()
        .map(kind -> without(excluded, kind))
        .filter(kind -> !kind.isEmpty())
        .toList();
  }

  private static void addUnless(boolean isExcluded, String kind, List<String> kinds) {
    if (!isExcluded) {
      kinds.add(kind);
    }
  }

  private static String without(String excluded, String kind) {
    return kind.chars()
        .filter(character -> excluded.indexOf(character) < 0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private String password(List<String> kinds, int length, boolean eachType) {
    var all = String.join("", kinds);
    var drawn = new ArrayList<Character>();
    if (eachType) {
      kinds.forEach(kind -> drawn.add(one(kind)));
    }
    while (drawn.size() < length) {
      drawn.add(one(all));
    }
    // The characters that had to be there must not be the first ones.
    for (int i = drawn.size() - 1; i > 0; i--) {
      var swapped = drawn.set(random.nextInt(i + 1), drawn.get(i));
      drawn.set(i, swapped);
    }
    return drawn.stream().map(String::valueOf).collect(Collectors.joining());
  }

  private char one(String of) {
    return of.charAt(random.nextInt(of.length()));
  }

  private static Optional<String> inTemplate(
      String template, String key, String password, Properties rules) {
    try {
      if (Json.parse(template) instanceof ObjectNode object) {
        return Optional.of(Json.write(object.put(key, password)));
      }
    } catch (MalformedJsonException _) {
      // reported below, with JSON that is not an object
    }
    rules.problem("SecretStringTemplate", "is not a JSON object");
    return Optional.empty();
  }
}
