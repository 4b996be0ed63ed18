// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text | \"text\"",
        "'12' | \"12\"",
        "\"yes\" | \"yes\"",
        "12 | 12",
        "-1 | -1",
        "+1 | 1",
        "1_000 | 1000",
        "0x1F | 31",
        "1.0 | 1.0",
        ".5 | 0.5",
        "1.5e+3 | 1.5E+3",
        "123456789012 | 123456789012",
        "1e3 | \"1e3\"",
        "yes | true",
        "On | true",
        "no | false",
        "OFF | false",
        "y | \"y\"",
        "~ | null",
        "null | null",
        "2012-10-17 | \"2012-10-17\"",
        "000000000089 | \"000000000089\"",
        "!!str 12 | \"12\"",
        "!!int 12 | 12",
        "!Ref Queue | {\"Ref\":\"Queue\"}",
        "!Condition Yes | {\"Condition\":\"Yes\"}",
        "!GetAtt Queue.Arn | {\"Fn::GetAtt\":[\"Queue\",\"Arn\"]}",
        "!GetAtt Fn.Version.Version | {\"Fn::GetAtt\":[\"Fn\",\"Version.Version\"]}",
        "!GetAtt [Queue, Arn] | {\"Fn::GetAtt\":[\"Queue\",\"Arn\"]}",
        "!Sub ${A} | {\"Fn::Sub\":\"${A}\"}",
        "!Sub 12 | {\"Fn::Sub\":\"12\"}",
        "!If [A, 1, !Ref B] | {\"Fn::If\":[\"A\",1,{\"Ref\":\"B\"}]}",
        "!Join [':', [a, b]] | {\"Fn::Join\":[\":\",[\"a\",\"b\"]]}",
        "{200: ok, on: x} | {\"200\":\"ok\",\"on\":\"x\"}"
      })
  void readsAsCloudFormationDoes(String yaml, String json) {
    var problems = new Problems();

    var value = new YamlReader(problems).read(yaml).orElseThrow();

    assertThat(Json.write(value)).isEqualTo(json);
    assertThat(problems.found()).isEmpty();
  }
}
