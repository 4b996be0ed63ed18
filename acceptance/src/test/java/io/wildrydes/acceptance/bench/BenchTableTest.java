// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.bench.BenchRow.Budget;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTableTest {
  @Test
  void showsFigureFloorRatioBudgetAndVerdictOfEachRow() {
    var rows =
        List.of(
            BenchRow.of("stack ready", "ms", List.of(2000.0, 1834.4, 1800.0))
                .over(183.44)
                .within(new Budget.AtMost(3000)),
            BenchRow.of("cold start", "ms", 300).over(60).within(new Budget.TimesFloor(4)),
            BenchRow.of("warm", "ms", 1.234),
            BenchRow.of("orders", "/s", 1049.6).within(new Budget.AtLeast(1000)),
            BenchRow.of("memory", "MB", Double.NaN).within(new Budget.AtMost(700)),
            BenchRow.of("jar", "MB", 14.94).within(new Budget.AtMost(17.5)));

    assertThat(BenchTable.of(rows))
        .isEqualTo(
            """
            | what        |  figure |        runs |   floor | ratio |       budget | verdict      |
            | ----------- | ------: | ----------: | ------: | ----: | -----------: | ------------ |
            | stack ready | 1834 ms | 1800 - 2000 |  183 ms |  10.0 |   <= 3000 ms | met          |
            | cold start  |  300 ms |           - | 60.0 ms |  5.00 | <= 4 x floor | NOT MET      |
            | warm        | 1.23 ms |           - |       - |     - |            - | no budget    |
            | orders      | 1050 /s |           - |       - |     - |   >= 1000 /s | met          |
            | memory      |       - |           - |       - |     - |    <= 700 MB | not measured |
            | jar         | 14.9 MB |           - |       - |     - |   <= 17.5 MB | met          |
            """);
  }
}
