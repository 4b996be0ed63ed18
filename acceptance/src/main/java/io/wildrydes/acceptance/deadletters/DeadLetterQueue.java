// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deadletters;

import java.util.List;

/// One dead-letter queue of a stack, and those who give up into it.
///
/// @param visible messages that can be received now, about
/// @param inFlight messages that somebody looks at or works on now, about
/// @param sourceArns the queues that name it in their redrive policy
/// @param functionArns the functions that name it for asynchronous events, with their alias
record DeadLetterQueue(
    String name,
    String url,
    String arn,
    int visible,
    int inFlight,
    List<String> sourceArns,
    List<String> functionArns) {

  DeadLetterQueue {
    sourceArns = List.copyOf(sourceArns);
    functionArns = List.copyOf(functionArns);
  }

  /// Whether SQS's own move task takes messages out of it.
  ///
  /// Only those of queues:
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
  /// refuses dead-letter queues that Lambda or another service writes to.
  boolean isMovable() {
    return !sourceArns.isEmpty();
  }

  /// The last part of an ARN, the name in one of a queue or a rule.
  static String nameIn(String arn) {
    return arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
  }
}
