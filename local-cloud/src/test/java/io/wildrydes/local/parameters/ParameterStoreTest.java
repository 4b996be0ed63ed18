// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wildrydes.local.aws.AwsException;
import io.wildrydes.local.aws.Identity;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final ParameterStore store = new ParameterStore(Identity.local("us-east-1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/settings",
        "/app/settings:2",
        "arn:aws:ssm:us-east-1:000000000000:parameter/app/settings",
        "arn:aws:ssm:us-east-1:000000000000:parameter/app/settings:2"
      })
  void findsTheNewestVersionByNameAndArn(String asked) {
    store.put(write("/app/settings", "one", false), NOW);
    store.put(write("/app/settings", "two", true), NOW);

    assertThat(store.get(asked).content().value()).isEqualTo("two");
  }

  @Test
  void findsAnOlderVersion() {
    store.put(write("/app/settings", "one", false), NOW);
    store.put(write("/app/settings", "two", true), NOW);

    assertThat(store.get("/app/settings:1").content().value()).isEqualTo("one");
  }

  @Test
  void findsANameWithoutSlashByItsArn() {
    store.put(write("plain", "v", false), NOW);

    assertThat(store.get("arn:aws:ssm:us-east-1:000000000000:parameter/plain").name())
        .isEqualTo("plain");
    assertThat(store.arn("plain")).isEqualTo("arn:aws:ssm:us-east-1:000000000000:parameter/plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none",
        "arn:aws:ssm:eu-west-1:000000000000:parameter/app",
        "arn:aws:ssm:us-east-1:000000000000:parameter",
        "arn:",
        ""
      })
  void namesNothingWhenThereIsNoSuchParameter(String asked) {
    store.put(write("/app", "v", false), NOW);

    refuses(() -> store.get(asked), "ParameterNotFound", "");
  }

  @Test
  void namesAVersionThatIsNotThere() {
    store.put(write("/app", "v", false), NOW);

    refuses(
        () -> store.get("/app:7"),
        "ParameterVersionNotFound",
        "Systems Manager could not find version 7 of /app. Verify the version and try again.");
  }

  @Test
  void overwritesOnlyWhenAskedTo() {
    store.put(write("/app", "v", false), NOW);

    refuses(
        () -> store.put(write("/app", "w", false), NOW),
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the"
            + " request to true.");
    assertThat(store.put(write("/app", "w", true), NOW).version()).isEqualTo(2);
  }

  @Test
  void keepsTypeAndDescriptionWhenOverwriting() {
    store.put(
        new PutParameter("/a", ParameterType.STRING_LIST, "x,y", null, "d", false, "me"), NOW);

    var written = store.put(write("/a", null, "z", null), NOW);

    assertThat(written.content())
        .isEqualTo(new Parameter.Content(ParameterType.STRING_LIST, "z", Tier.STANDARD, "d"));
  }

  @Test
  void refusesAnotherType() {
    store.put(write("/a", "v", false), NOW);

    refuses(
        () -> store.put(write("/a", ParameterType.SECURE_STRING, "v", null), NOW),
        "HierarchyTypeMismatchException",
        "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, you"
            + " can't change a parameter from a String type to a SecureString type. You must create a"
            + " new, unique parameter.");
  }

  @Test
  void needsATypeForANewParameter() {
    refuses(
        () -> store.put(write("/a", null, "v", null), NOW),
        "ValidationException",
        "A parameter type is required when you create a parameter.");
  }

  @Test
  void keepsAHundredVersions() {
    for (int i = 1; i <= 103; i++) {
      store.put(write("/a", "v" + i, true), NOW);
    }

    assertThat(store.history("/a")).hasSize(100);
    assertThat(store.history("/a").getFirst().version()).isEqualTo(4);
    assertThat(store.get("/a").version()).isEqualTo(103);
  }

  @Test
  void holdsFourThousandCharactersInTheStandardTier() {
    store.put(write("/a", "x".repeat(4096), false), NOW);

    refuses(
        () -> store.put(write("/a", "x".repeat(4097), true), NOW),
        "ValidationException",
        "Standard tier parameters support a maximum parameter value of 4096 characters. To create a"
            + " larger parameter value, upgrade the parameter to use the advanced-parameter tier. For"
            + " more information, see"
            + " https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html");
  }

  @Test
  void growsIntoTheAdvancedTierAndStays() {
    var type = ParameterType.STRING;
    store.put(write("/a", type, "x", Tier.INTELLIGENT_TIERING), NOW);
    assertThat(store.get("/a").content().tier()).isEqualTo(Tier.STANDARD);

    store.put(write("/a", type, "x".repeat(8192), Tier.INTELLIGENT_TIERING), NOW);
    store.put(write("/a", type, "x", Tier.INTELLIGENT_TIERING), NOW);

    assertThat(store.get("/a").content().tier()).isEqualTo(Tier.ADVANCED);
    refuses(
        () -> store.put(write("/a", type, "x".repeat(8193), null), NOW),
        "ValidationException",
        "Advanced tier parameters support a maximum parameter value of 8192 characters.");
    refuses(
        () -> store.put(write("/a", type, "x", Tier.STANDARD), NOW),
        "ValidationException",
        "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the"
            + " advanced-parameter tier to the standard-parameter tier.");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/aws/x, AccessDeniedException",
    "AWSthing, AccessDeniedException",
    "/ssm/x, ValidationException",
    "/a b, ValidationException",
    "/a/, ValidationException",
    "//a, ValidationException",
    "a/b, ValidationException",
    "/a/../b:1, ValidationException",
    "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16, HierarchyLevelLimitExceededException",
  })
  void refusesNamesThatAwsRefuses(String name, String code) {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> store.put(write(name, "v", false), NOW))
        .extracting(AwsException::code)
        .isEqualTo(code);
  }

  @Test
  void refusesNestedParametersButTakesJson() {
    store.put(write("/a", "{\"faults\":{\"x\":{}}}", false), NOW);

    refuses(
        () -> store.put(write("/a", "{{ssm:other}}", true), NOW),
        "ValidationException",
        "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
  }

  @Test
  void listsBelowAPath() {
    for (var name : List.of("/a/x", "/a/y/z", "/ab", "/a", "plain")) {
      store.put(write(name, "v", false), NOW);
    }

    assertThat(store.below("/a", false)).extracting(Parameter::name).containsExactly("/a/x");
    assertThat(store.below("/a/", true))
        .extracting(Parameter::name)
        .containsExactly("/a/x", "/a/y/z");
    assertThat(store.below("/", true)).hasSize(4);
  }

  @Test
  void hidesSecureStringsFromThoseWhoDoNotAskForThem() {
    store.put(write("/key", ParameterType.SECURE_STRING, "secret", null), NOW);

    var parameter = store.get("/key");

    assertThat(parameter.valueFor(true)).isEqualTo("secret");
    assertThat(parameter.valueFor(false)).startsWith("AQICAHh").doesNotContain("secret");
  }

  @Test
  void forgetsADeletedParameter() {
    store.put(write("/a", "v", false), NOW);

    store.delete("/a");

    assertThat(store.find("/a")).isEmpty();
    refuses(() -> store.delete("/a"), "ParameterNotFound", "");
  }

  private static void refuses(ThrowingCallable call, String code, String text) {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.text()).isEqualTo(text));
  }

  private static PutParameter write(String name, String value, boolean overwrite) {
    return new PutParameter(name, ParameterType.STRING, value, null, null, overwrite, "me");
  }

  private static PutParameter write(
      String name, @Nullable ParameterType type, String value, @Nullable Tier tier) {
    return new PutParameter(name, type, value, tier, null, true, "me");
  }
}
