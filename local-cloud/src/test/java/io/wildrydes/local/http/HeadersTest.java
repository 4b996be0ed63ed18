// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HeadersTest {
  @Test
  void findsNamesWithoutCase() {
    var headers = Headers.of("Content-Type", "text/plain");

    assertThat(headers.first("content-type")).contains("text/plain");
    assertThat(headers.has("CONTENT-TYPE")).isTrue();
    assertThat(headers.all("accept")).isEmpty();
  }

  @Test
  void keepsTheOrderOfValues() {
    var headers = Headers.of(Map.of("Set-Cookie", List.of("a=1", "b=2")));

    assertThat(headers.all("set-cookie")).containsExactly("a=1", "b=2");
    assertThat(headers.first("set-cookie")).contains("a=1");
  }

  @Test
  void replacesAFieldAndItsCase() {
    var headers = Headers.of("x-a", "1").with("X-A", "2");

    assertThat(headers).isEqualTo(Headers.of("X-A", "2")).hasToString("{X-A=[2]}");
  }

  @Test
  void takesTheOthersFieldsWhereBothHaveOne() {
    var merged = Headers.of("x-a", "1", "x-b", "1").withAll(Headers.of("X-B", "2", "x-c", "2"));

    assertThat(merged).isEqualTo(Headers.of("x-a", "1", "x-b", "2", "x-c", "2"));
  }

  @Test
  void doesNotChange() {
    var headers = Headers.of("x-a", "1");

    headers.with("x-a", "2");

    assertThat(headers.first("x-a")).contains("1");
  }
}
