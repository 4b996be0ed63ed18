// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import io.wildrydes.local.aws.PolicyPattern;
import io.wildrydes.local.template.Problems;
import io.wildrydes.local.template.Properties;
import io.wildrydes.local.template.Resource;
import io.wildrydes.local.template.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the roles of a stack say of calling APIs: the inline policies of each `AWS::IAM::Role`, and
/// of them the statements about `execute-api:Invoke`.
///
/// See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
/// and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
/// **Differs:** managed policies allow nothing here; conditions and `NotResource` are problems in
/// statements about calls.
final class InvokePolicies {
  static final String ACTION = "execute-api:Invoke";
  private static final List<String> NOT_JUDGED = List.of("Condition", "NotResource");

  private final Map<String, List<Statement>> byRole;

  private InvokePolicies(Map<String, List<Statement>> byRole) {
    this.byRole = Map.copyOf(byRole);
  }

  static InvokePolicies of(Stack stack, Problems problems) {
    var byRole = new HashMap<String, List<Statement>>();
    for (var role : stack.ofType("AWS::IAM::Role")) {
      byRole.put(role.ref(), statements(role, problems));
    }
    return new InvokePolicies(byRole);
  }

  /// What the policies of a role say of a call; a denial counts more than anything that allows.
  Judgement judge(String role, String resourceArn) {
    var matching =
        byRole.getOrDefault(role, List.of()).stream().filter(s -> s.isAbout(resourceArn)).toList();
    if (matching.isEmpty()) {
      return Judgement.NOT_ALLOWED;
    }
    return matching.stream().allMatch(Statement::allow) ? Judgement.ALLOWED : Judgement.DENIED;
  }

  private static List<Statement> statements(Resource role, Problems problems) {
    var statements = new ArrayList<Statement>();
    for (var policy : Properties.of(role, problems).objects("Policies")) {
      policy
          .object("PolicyDocument")
          .ifPresent(document ->
              document.objects("Statement").stream()
                  .filter(InvokePolicies::isAboutCalls)
                  .map(InvokePolicies::statement)
                  .forEach(statements::add));
    }
    return statements;
  }

  private static boolean isAboutCalls(Properties statement) {
    return statement.has("NotAction")
        ? !isAmong(statement.strings("NotAction"))
        : isAmong(statement.strings("Action"));
  }

  private static boolean isAmong(List<String> actions) {
    return actions.stream().anyMatch(action -> PolicyPattern.matchesIgnoringCase(action, ACTION));
  }

  private static Statement statement(Properties statement) {
    for (var name : NOT_JUDGED) {
      if (statement.has(name)) {
        statement.problem(name, "is not supported in a statement about " + ACTION);
      }
    }
    return new Statement(
        statement.oneOf("Effect", "Deny", "Allow", "Deny").equals("Allow"),
        statement.strings("Resource"));
  }

  /// What policies come to.
  enum Judgement {
    ALLOWED,
    /// Some statement denies it.
    DENIED,
    /// No statement allows it.
    NOT_ALLOWED
  }

  private record Statement(boolean allow, List<String> resources) {
    private boolean isAbout(String resourceArn) {
      return resources.stream().anyMatch(r -> PolicyPattern.matches(r, resourceArn));
    }
  }
}
