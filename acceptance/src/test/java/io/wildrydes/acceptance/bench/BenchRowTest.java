// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.bench.BenchRow.Budget;
import io.wildrydes.acceptance.bench.BenchRow.Spread;
import io.wildrydes.acceptance.bench.BenchRow.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchRowTest {
  @ParameterizedTest
  @CsvSource({"59.9,MET", "60,MET", "60.1,NOT_MET", "NaN,NOT_MEASURED"})
  void judgesAnAmount(double figure, Verdict verdict) {
    var row = BenchRow.of("restore", "ms", figure).over(10).within(new Budget.AtMost(60));

    assertThat(row.verdict()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"1000.1,MET", "1000,MET", "999.9,NOT_MET", "NaN,NOT_MEASURED"})
  void judgesAnAmountOfWhichThereShouldBeMuch(double figure, Verdict verdict) {
    var row = BenchRow.of("notify", "/s", figure).within(new Budget.AtLeast(1000));

    assertThat(row.verdict()).isEqualTo(verdict);
  }

  @Test
  void isTheMedianOfItsRuns() {
    var row = BenchRow.of("cold", "ms", List.of(9.0, 1.0, 4.0));

    assertThat(row.figure()).isEqualTo(4);
    assertThat(row.spread()).isEqualTo(new Spread(1, 9));
  }

  @ParameterizedTest
  @CsvSource({"239,60,MET", "240,60,MET", "241,60,NOT_MET", "NaN,60,NOT_MEASURED"})
  void judgesByTheFloorOfTheSameRun(double figure, double floor, Verdict verdict) {
    var row = BenchRow.of("cold", "ms", figure).over(floor).within(new Budget.TimesFloor(4));

    assertThat(row.verdict()).isEqualTo(verdict);
  }

  @Test
  void cannotJudgeByAFloorThatWasNotMeasured() {
    var row = BenchRow.of("cold", "ms", 100).within(new Budget.TimesFloor(4));

    assertThat(row.ratio()).isNaN();
    assertThat(row.verdict()).isEqualTo(Verdict.NOT_MEASURED);
  }

  @Test
  void judgesNothingWithoutABudget() {
    assertThat(BenchRow.of("notify", "ms", 3).verdict()).isEqualTo(Verdict.NO_BUDGET);
    assertThat(BenchRow.of("notify", "ms", Double.NaN).verdict()).isEqualTo(Verdict.NOT_MEASURED);
  }

  @Test
  void keepsItsFloorWhenABudgetIsSet() {
    var row = BenchRow.of("cold", "ms", 90).over(60).within(new Budget.AtMost(100));

    assertThat(row)
        .isEqualTo(new BenchRow("cold", "ms", 90, new Spread(90, 90), 60, new Budget.AtMost(100)));
    assertThat(row.ratio()).isEqualTo(1.5);
  }
}
