// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final String ROLE = "arn:aws:sts::000000000000:assumed-role/delivery/1";

  private final AtomicInteger count = new AtomicInteger();
  private final Credentials credentials =
      new Credentials(
          Identity.local("us-east-1"), () -> "secret%026d".formatted(count.incrementAndGet()));

  @Test
  void knowsTheOwnerOfAnIssuedKey() {
    var key = credentials.issue(ROLE);

    assertThat(credentials.callerArn(key.accessKeyId())).isEqualTo(ROLE);
    assertThat(key.accessKeyId()).matches("ASIA[A-Z0-9]{16}");
    assertThat(key.secretAccessKey()).isNotEqualTo(key.sessionToken());
  }

  @Test
  void takesEveryOtherKeyForTheDevelopers() {
    assertThat(credentials.callerArn("test")).isEqualTo("arn:aws:iam::000000000000:user/developer");
  }

  @Test
  void knowsTheSecretsOfItsOwnKeysAndTheDevelopers() {
    var key = credentials.issue(ROLE);

    assertThat(credentials.find(key.accessKeyId())).contains(key);
    assertThat(credentials.find("test"))
        .contains(
            new Credentials.Key("test", "test", "", "arn:aws:iam::000000000000:user/developer"));
    assertThat(credentials.find("AKIAIOSFODNN7EXAMPLE")).isEmpty();
  }

  @Test
  void forgetsARevokedKey() {
    var key = credentials.issue(ROLE);

    credentials.revoke(key);

    assertThat(credentials.callerArn(key.accessKeyId()))
        .isEqualTo("arn:aws:iam::000000000000:user/developer");
  }

  @Test
  void neverPrintsSecrets() {
    var key = credentials.issue(ROLE);

    assertThat(key.toString())
        .contains(key.accessKeyId(), ROLE)
        .doesNotContain(key.secretAccessKey(), key.sessionToken());
  }
}
