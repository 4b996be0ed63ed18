// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wildrydes.local.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueuePolicyTest {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:orders";
  private static final String RULE = "arn:aws:events:us-east-1:000000000000:rule/bus/orders";
  private static final Sender.Service EVENTS = new Sender.Service("events.amazonaws.com", RULE);

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'Principal':{'Service':'events.amazonaws.com'},'Action':'sqs:SendMessage','Resource':'@'  | true",
        "'Principal':{'Service':['sns.amazonaws.com','events.amazonaws.com']},'Action':['SQS:*'],'Resource':['*'] | true",
        "'Principal':'*','Action':'sqs:Send*','Resource':'@' | true",
        "'Principal':{'AWS':'*'},'Action':'*','Resource':'@' | true",
        "'Principal':{'Service':'sns.amazonaws.com'},'Action':'sqs:SendMessage','Resource':'@' | false",
        "'Principal':{'AWS':'000000000000'},'Action':'sqs:SendMessage','Resource':'@' | false",
        "'Principal':'*','Action':'sqs:ReceiveMessage','Resource':'@' | false",
        "'Principal':'*','Action':'sqs:SendMessage','Resource':'@-other' | false",
        "'Principal':'*','Action':'sqs:SendMessage','Resource':'@','Condition':{'ArnEquals':{'aws:SourceArn':'#'}} | true",
        "'Principal':'*','Action':'sqs:SendMessage','Resource':'@','Condition':{'ArnLike':{'aws:SourceArn':'arn:aws:events:*:*:rule/bus/*'}} | true",
        "'Principal':'*','Action':'sqs:SendMessage','Resource':'@','Condition':{'ArnEquals':{'aws:SourceArn':'#-other'}} | false",
        "'Principal':'*','Action':'sqs:SendMessage','Resource':'@','Condition':{'StringEquals':{'aws:SourceAccount':'000000000000'}} | true",
        "'Principal':'*','Action':'sqs:SendMessage','Resource':'@','Condition':{'StringEquals':{'aws:SourceAccount':'111111111111'}} | false"
      })
  void allowsWhatAStatementAllows(String statement, boolean permitted) {
    var policy = policy("{'Effect':'Allow'," + statement + "}");

    assertThat(policy.permits(EVENTS, QUEUE)).isEqualTo(permitted);
  }

  @Test
  void deniesWhatAnyStatementDenies() {
    var allow = "{'Effect':'Allow','Principal':'*','Action':'sqs:*','Resource':'@'}";
    var deny =
        "{'Effect':'Deny','Principal':'*','Action':'sqs:*','Resource':'@','Condition':{'Bool':{'aws:SecureTransport':'%s'}}}";

    assertThat(policy(allow + "," + deny.formatted(true)).permits(EVENTS, QUEUE)).isFalse();
    assertThat(policy(allow + "," + deny.formatted(false)).permits(EVENTS, QUEUE)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'Effect':'Maybe'} | the queue policy: Effect 'Maybe' is neither Allow nor Deny",
        "{'Effect':'Allow','NotAction':'x'} | the queue policy: NotAction is not supported; supported are [Sid, Effect, Principal, Action, Resource, Condition]",
        "{'Effect':'Allow','Condition':{'IpAddress':{'aws:SourceIp':'1.2.3.4'}}} | the queue policy: condition operator IpAddress is not supported; supported are [StringEquals, StringLike, ArnEquals, ArnLike, Bool]",
        "{'Effect':'Allow','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o'}}} | the queue policy: condition key aws:PrincipalOrgID is not supported; supported are aws:SourceArn, aws:SourceAccount, aws:SecureTransport",
        "7 | the queue policy: Statement is not a list of objects",
        "~~ | the queue policy: Statement is required"
      })
  void refusesWhatItCannotJudge(String statement, String message) {
    assertThatThrownBy(() -> policy(statement)).hasMessage(message);
  }

  private static QueuePolicy policy(String statements) {
    var text = "{'Version':'2012-10-17','Statement':[%s]}".formatted(statements);
    return QueuePolicy.parse(
        Json.parse(text.replace('\'', '"').replace("@", QUEUE).replace("#", RULE)));
  }
}
