// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {
  private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Root=R;Parent=53995c3f42cd8ad8;Sampled=1         | Root=R;Parent=53995c3f42cd8ad8;Sampled=1",
        "Sampled=0;Root=R                                 | Root=R;Sampled=0",
        "Root=R;Sampled=?                                 | Root=R",
        "Root=R;Parent=nope;Sampled=yes                   | Root=R",
        "Root=R;Parent=53995c3f42cd8ad8;Lineage=a:b:0|Root=R;Parent=53995c3f42cd8ad8",
        "  Root = R ; Sampled = 1                         | Root=R;Sampled=1",
        "Self=1-2-3;Root=R;=;;x                           | Root=R",
      })
  void readsTheThreePartsInAnyOrder(String text, String written) {
    assertThat(TraceHeader.parse(text.replace("R;", ROOT + ";").replaceAll("R( |$)", ROOT)))
        .get()
        .extracting(TraceHeader::text)
        .isEqualTo(written.replace("Root=R", "Root=" + ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "Root",
        "Root=",
        "Root=2-5759e988-bd862e3fe1be46a994272793",
        "Root=1-5759e988",
        "Root=1-5759e988-bd862e3fe1be46a99427279g",
        "Parent=53995c3f42cd8ad8;Sampled=1",
        "Root=1-5759e988-bd862e3fe1be46a994272793\nSampled=1"
      })
  void readsNothingWithoutAValidRoot(String text) {
    assertThat(TraceHeader.parse(text)).isEmpty();
  }

  @Test
  void passesATraceOn() {
    var header = TraceHeader.parse("Root=" + ROOT).orElseThrow();

    var child = header.withParent("53995c3f42cd8ad8").withSampled(true);

    assertThat(child.text()).isEqualTo("Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1");
    assertThat(child.isSampled()).isTrue();
    assertThat(header.isSampled()).isFalse();
  }
}
