// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wildrydes.local.aws.Identity;
import io.wildrydes.local.json.Json;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Statements are written with single quotes; all are about every resource.
class InvokePoliciesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'Effect':'Allow','Action':'execute-api:*'} | ALLOWED",
        "{'Effect':'Allow','Action':'Execute-API:invoke'} | ALLOWED",
        "{'Effect':'Allow','Action':'logs:*'} | NOT_ALLOWED",
        "{'Effect':'Allow','NotAction':'iam:*'} | ALLOWED",
        "{'Effect':'Allow','NotAction':'execute-api:ManageConnections'} | ALLOWED",
        "{'Effect':'Allow','NotAction':['iam:*','EXECUTE-API:inv*']} | NOT_ALLOWED",
        "{'Effect':'Allow','NotAction':'*'} | NOT_ALLOWED",
        "{'Effect':'Allow','Action':'*'},{'Effect':'Deny','NotAction':'logs:*'} | DENIED",
        "{'Effect':'Allow','Action':'*'},{'Effect':'Deny','NotAction':'execute-api:*'} | ALLOWED"
      })
  void judgesByTheActionsThatAreNamedAndThoseThatAreLeftOut(
      String statements, InvokePolicies.Judgement judgement) {
    var json = "{'Policies':[{'PolicyDocument':{'Statement':[" + statements + "]}}]}";
    var everywhere = json.replace("'Effect'", "'Resource':'*','Effect'").replace('\'', '"');
    var role = new Resource("Role", "AWS::IAM::Role", "role", (ObjectNode) Json.parse(everywhere));
    var stack =
        new Stack("s", Identity.local("us-east-1"), Map.of("Role", role), Map.of(), Map.of());
    var problems = new Problems();

    var policies = InvokePolicies.of(stack, problems);

    assertThat(problems.found()).isEmpty();
    assertThat(policies.judge("role", "arn:aws:execute-api:us-east-1:0:a/s/GET/"))
        .isEqualTo(judgement);
  }
}
