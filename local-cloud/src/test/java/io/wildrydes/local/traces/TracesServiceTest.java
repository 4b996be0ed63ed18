// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.wildrydes.local.template.Problems;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TracesServiceTest {
  @Test
  void readsASamplingRule() {
    var problems = new Problems();
    var service =
        Traces.service(
            """
            {"SamplingRule": {"RuleName": "wild-rydes", "Priority": "1000", "ReservoirSize": 0,
              "FixedRate": "0", "ServiceName": "wild-rydes-*", "ServiceType": "*", "Host": "*",
              "HTTPMethod": "*", "URLPath": "*", "ResourceARN": "*", "Version": 1}}
            """,
            problems);

    assertThat(problems.found()).isEmpty();
    var request = new SamplingRequest("wild-rydes-public/live", "t", "h", "GET", "/");
    assertThat(service.samplingRules().decide(request, Instant.EPOCH)).isFalse();
  }

  @Test
  void listsEveryProblem() {
    var problems = new Problems();

    Traces.service(
        """
        {"SamplingRule": {"RuleName": "r", "Priority": 0, "ReservoirSize": -1, "FixedRate": 1.5,
          "ServiceName": "*", "ServiceType": "*", "Host": "*", "HTTPMethod": "*",
          "ResourceARN": "arn:x", "Version": 1, "Attributes": {"a": "b"}}}
        """,
        problems);

    assertThat(problems.found())
        .containsExactly(
            "Rule SamplingRule URLPath: is required",
            "Rule SamplingRule ResourceARN: 'arn:x' is not one of *",
            "Rule SamplingRule FixedRate: 1.5 is not between 0 and 1",
            "Rule SamplingRule Priority: 0 is not between 1 and 9999",
            "Rule SamplingRule ReservoirSize: -1 is not between 0 and 2147483647",
            "Rule SamplingRule Attributes: is not supported");
  }

  @Test
  void needsARule() {
    var problems = new Problems();

    Traces.service("{\"RuleName\": \"r\"}", problems);

    assertThat(problems.found())
        .containsExactly("Rule RuleName: is not supported", "Rule SamplingRule: is required");
  }
}
