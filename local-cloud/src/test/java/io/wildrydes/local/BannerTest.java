// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.template.Stack;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BannerTest {
  private static final Stack STACK =
      new Stack("shop", Identity.local("us-east-1"), Map.of(), Map.of(), Map.of());

  @Test
  void showsTheKeysThatOnlyThisRunKnows() {
    var urls = new Banner.Urls("http://127.0.0.1:1", "http://127.0.0.1:2", Map.of("Key", "abc123"));

    var text = Banner.of(LocalCloudConfig.of(Path.of("template.yaml")), STACK, urls, Map.of());

    assertThat(text.lines())
        .contains("API key         Key = abc123, made for this run: header x-api-key");
  }
}
