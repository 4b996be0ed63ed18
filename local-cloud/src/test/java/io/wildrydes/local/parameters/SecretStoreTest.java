// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wildrydes.local.aws.AwsException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:/app/api-key-AbCdEf";

  private final SecretStore store = new SecretStore();

  @BeforeEach
  void addASecret() {
    store.add(new Secret(ARN, "/app/api-key", "", NOW, NOW, Map.of()));
    store.put("/app/api-key", version("v1", "one", "AWSCURRENT"), NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/api-key",
        ARN,
        "arn:aws:secretsmanager:us-east-1:000000000000:secret:/app/api-key"
      })
  void findsASecretByNameArnAndPartialArn(String id) {
    assertThat(store.version(id, null, null).id()).isEqualTo("v1");
  }

  @Test
  void movesLabelsToANewVersion() {
    store.put(ARN, version("v2", "two", "AWSCURRENT"), NOW);
    store.put(ARN, version("v3", "three", "AWSCURRENT"), NOW);

    assertThat(store.version(ARN, null, null).id()).isEqualTo("v3");
    assertThat(store.version(ARN, null, "AWSPREVIOUS").id()).isEqualTo("v2");
    assertThat(store.version(ARN, "v1", null).stages()).isEmpty();
  }

  @Test
  void movesALabelOfTheCallersOwn() {
    store.put(ARN, version("v2", "two", "AWSPENDING"), NOW);
    store.put(ARN, version("v3", "three", "AWSPENDING"), NOW);

    assertThat(store.version(ARN, null, "AWSPENDING").id()).isEqualTo("v3");
    assertThat(store.version(ARN, null, null).id()).isEqualTo("v1");
  }

  @Test
  void makesTheFirstVersionCurrent() {
    store.add(new Secret(ARN.replace("api", "b"), "empty", "", NOW, NOW, Map.of()));

    store.put("empty", version("v1", "one", "AWSPENDING"), NOW);

    assertThat(store.version("empty", null, null).stages())
        .containsExactly("AWSCURRENT", "AWSPENDING");
  }

  @Test
  void changesNothingWhenAVersionIsPutAgain() {
    store.put(ARN, version("v2", "two", "AWSCURRENT"), NOW);

    store.put(ARN, version("v1", "one", "AWSCURRENT"), NOW);

    assertThat(store.version(ARN, null, null).id()).isEqualTo("v2");
    refuses(
        () -> store.put(ARN, version("v1", "other", "AWSCURRENT"), NOW),
        "ResourceExistsException",
        "You can't use ClientRequestToken v1 because that value is already in use for a version of"
            + " secret "
            + ARN
            + ".");
  }

  @Test
  void prunesVersionsWithoutLabels() {
    for (int i = 2; i <= 120; i++) {
      store.put(ARN, version("v" + i, "x", "AWSCURRENT"), NOW);
    }

    assertThat(store.get(ARN).versions()).hasSize(100).containsKeys("v120", "v119", "v21");
  }

  @Test
  void namesWhatIsNotThere() {
    var code = "ResourceNotFoundException";
    refuses(() -> store.get("none"), code, "Secrets Manager can't find the specified secret.");
    refuses(
        () -> store.version(ARN, null, "AWSPREVIOUS"),
        code,
        "Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS");
    refuses(
        () -> store.version(ARN, "v9", null),
        code,
        "Secrets Manager can't find the specified secret value for VersionId: v9");
    refuses(
        () -> store.version(ARN, "v1", "AWSPREVIOUS"),
        "InvalidRequestException",
        "You provided a VersionStage that is not associated to the provided VersionId.");
  }

  @Test
  void neverPrintsItsValue() {
    assertThat(store.get(ARN).toString()).contains("v1").doesNotContain("one");
  }

  private static void refuses(ThrowingCallable call, String code, String text) {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessage(text);
  }

  private static SecretVersion version(String id, String value, String stage) {
    return new SecretVersion(id, new SecretValue.Text(value), NOW, List.of(stage));
  }
}
