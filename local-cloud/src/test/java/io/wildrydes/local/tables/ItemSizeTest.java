// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sizes as in the examples of
/// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html.
class ItemSizeTest {

  @ParameterizedTest(name = "{0}: {1} bytes")
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                              | 0",
        "{'id':{'S':'ride'}}                             | 6",
        "{'id':{'S':'Zürich'}}                           | 9",
        "{'n':{'N':'0'}}                                 | 2",
        "{'n':{'N':'27'}}                                | 3",
        "{'n':{'N':'-27'}}                               | 4",
        "{'n':{'N':'461.5'}}                             | 4",
        "{'n':{'N':'1.20E5'}}                            | 3",
        "{'b':{'B':'AAECAw=='}}                          | 5",
        "{'b':{'BOOL':true}}                             | 2",
        "{'b':{'NULL':true}}                             | 2",
        "{'s':{'SS':['ab','c']}}                         | 4",
        "{'s':{'NS':['1','22']}}                         | 5",
        "{'s':{'BS':['AAE=','AA==']}}                    | 4",
        "{'l':{'L':[]}}                                  | 4",
        "{'l':{'L':[{'S':'ab'},{'N':'1'}]}}              | 10",
        "{'m':{'M':{}}}                                  | 4",
        "{'m':{'M':{'k':{'S':'v'}}}}                     | 7",
        "{'x':'no typed value'}                          | 1"
      })
  void countsNamesAndValues(String item, long bytes) {
    assertThat(ItemSize.bytes(Json.parse(item.replace('\'', '"')))).isEqualTo(bytes);
  }

  @ParameterizedTest(name = "{0} bytes: {1}")
  @CsvSource({"1, 1", "1024, 1", "1025, 2", "2048, 2", "2049, 3", "409600, 400"})
  void takesAUnitForEachKilobyteBegun(int bytes, long units) {
    var item = Json.object();
    item.putObject("a").put("S", "x".repeat(bytes - 1));

    assertThat(ItemSize.writeUnits(item)).isEqualTo(units);
  }

  @Test
  void takesAUnitForNoItem() {
    assertThat(ItemSize.writeUnits(Json.object().path("Item"))).isEqualTo(1);
  }
}
