// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.acceptance.Programs.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people get who ask for what there is not: one sentence that says what would be right, and
/// an exit code.
@LocalOnly("is about commands, not about a stack")
class WrongInputIT {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "invoke                      | which function? say FN=notification, delivery, slow-api, request-ride, ride-fleet, promo, put-ride-record or put-deferred-ride-record",
        "invoke FN=delivery          | no file \"\": say EVENT=events/notify.json or another",
        "invoke FN=delivery EVENT=no | no file \"no\": say EVENT=events/notify.json or another",
        "notify TARGET=nowhere       | no 2xx from nowhere: start a stack with make run, or set TARGET",
        "dlq STACK=                  | make: *** STACK is empty: name a stack or leave it out.  Stop.",
        "nonsense                    | make: *** No rule to make target 'nonsense'.  Stop."
      })
  void endsATargetOfMake(String arguments, String sentence) throws Exception {
    var command = new ArrayList<>(List.of("make", "--no-print-directory"));
    command.addAll(List.of(arguments.split(" ", -1)));

    var run = Programs.run(command);

    assertThat(run.exitCode()).as(run.output()).isEqualTo(2);
    assertThat(run.output().replaceAll("Makefile:\\d+: ", "make: ").lines()).contains(sentence);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "deadletters.Dlq     | --limit 0     | 2 | dlq: --limit must be at least 1; --help lists the flags",
        "deadletters.Dlq     | --endpoint no | 2 | dlq: --endpoint 'no' is no URL such as http://127.0.0.1:4566; --help lists the flags",
        "deadletters.Dlq     | --endpoint http://127.0.0.1:1 | 1 | dlq: nothing answers at http://127.0.0.1:1: start a stack with make run, or set AWS_ENDPOINT",
        "deadletters.Redrive | --limit 0     | 2 | redrive: --limit and --time-limit must be at least 1; --help lists the flags",
        "deploying.Cost      | --profile no  | 1 | cost: loadtest/notify.yml has no profile no; it has reference, smoke, short",
        "deploying.Cost      | --parameter-overrides no | 2 | cost: Value for option option '--parameter-overrides' at index 0 (NAME=VALUE) should be in KEY=VALUE format but was no; --help lists the flags",
        "flow.FlowControl    | --profile no  | 1 | flow-control: loadtest/notify.yml has no profile no; it has reference, smoke, short",
        "demo.Demo           | --profile no  | 1 | demo: loadtest/notify.yml has no profile no; it has reference, smoke, short",
        "rides.Scenario      | no            | 2 | scenario: there is no scenario 'no'; there are throttled-record, lost-rides, slow-discount, broken-discount; --help lists the flags",
        "rides.Scenario      | lost-rides --profile no | 1 | scenario: loadtest/ride.yml has no profile no; it has normal, high-load, slowness, short-rides",
        "rides.Scenario      | lost-rides --idle -1 | 2 | scenario: --slots starts at 1, --idle and --drain-limit at 0; --help lists the flags",
        "faults.Fault        | --name no     | 2 | fault: there is no fault 'no'; there are slow-discount, broken-discount; --help lists the flags",
        "faults.Fault        | --state on    | 2 | fault: the name of a fault is missing; there are slow-discount, broken-discount; --help lists the flags",
        "faults.Fault        | --name slow-discount --state no | 2 | fault: the state of slow-discount must be on or off, not 'no'; --help lists the flags",
        "faults.Fault        | --name slow-discount --state off --rate 1 | 2 | fault: numbers are for a fault that is switched on: give its name, and on as its state; --help lists the flags",
        "faults.Fault        | --endpoint http://127.0.0.1:1 --name slow-discount --state on --rate 2 | 2 | fault: rate must be from 0 to 1, not 2.0; --help lists the flags",
        "faults.Fault        | --endpoint http://127.0.0.1:1 --name slow-discount --state on --max-ms Infinity | 2 | fault: maxMs must be at most 2147483647, not Infinity; --help lists the flags",
        "faults.Fault        | --endpoint http://127.0.0.1:1 --name broken-discount --state on --min-ms 1 | 2 | fault: broken-discount has no minMs; it has rate; --help lists the flags",
        "faults.Fault        | --endpoint http://127.0.0.1:1 | 1 | fault: nothing answers at http://127.0.0.1:1: start a stack with make run, or set AWS_ENDPOINT",
        "chaos.Chaos         | --orders 0    | 2 | chaos: 0 orders at 20.0 a second: at least 1 and at most 100000 orders, above 0 and at most 200 a second",
        "chaos.Chaos         | --platform-waits 0 | 2 | chaos: platform waits of 0.0 of AWS's: above 0 and at most 1",
        "chaos.Chaos         | --drain-limit -1 | 2 | chaos: -1 s to come to rest: at least 1",
        "bench.Bench         | --rows no     | 2 | bench: Invalid value for option '--rows' (GROUP): expected one of [START, FUNCTIONS, TABLES, LOAD, JARS] (case-insensitive) but was 'no'; --help lists the flags"
      })
  void endsAProgram(String program, String arguments, int exitCode, String sentence)
      throws Exception {
    var run = Programs.program(program, arguments.split(" ", -1));

    assertThat(run).isEqualTo(new Run(exitCode, sentence + "\n"));
  }

  @Test
  void namesWhatAParameterMayBe() throws Exception {
    var run = Programs.program("flow.FlowControl", "--flow", "no");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .startsWith("flow-control: ")
        .contains("FlowControl")
        .contains("queue", "none")
        .doesNotContain("\tat ");
  }
}
