// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void takesTheNearestRankOfAnUnsortedSample() {
    var descending = DoubleStream.iterate(200, value -> value - 1).limit(200).boxed().toList();

    assertThat(Percentiles.of(descending)).isEqualTo(new Percentiles(100, 190, 198, 200));
  }

  @Test
  void takesTheMiddleOfThree() {
    assertThat(Percentiles.of(List.of(9.0, 1.0, 4.0)).p50()).isEqualTo(4);
  }

  @Test
  void isThatValueForASampleOfOne() {
    assertThat(Percentiles.of(List.of(7.0))).isEqualTo(new Percentiles(7, 7, 7, 7));
  }

  @Test
  void isNoNumberForAnEmptySample() {
    assertThat(Percentiles.of(List.of()).p50()).isNaN();
  }
}
