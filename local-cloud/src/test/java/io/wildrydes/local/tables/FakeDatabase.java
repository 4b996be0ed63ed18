// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wildrydes.local.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Answers what it was told to, in order, and keeps what it was asked. JSON is written with single
/// quotes here.
final class FakeDatabase implements Database {
  private static final Answer LOST = new Answer(0, new byte[0]);

  private final List<String> requests = new ArrayList<>();
  private final Deque<Answer> answers = new ArrayDeque<>();

  void will(int status, String json) {
    answers.add(new Answer(status, json.replace('\'', '"').getBytes(UTF_8)));
  }

  /// The next answer is lost.
  void willNotAnswer() {
    answers.add(LOST);
  }

  @Override
  public Answer call(String operation, byte[] body) {
    requests.add(operation + " " + Json.write(Json.parse(body)).replace('"', '\''));
    var answer = answers.remove();
    if (answer.equals(LOST)) {
      throw DynamoDbErrors.noAnswer();
    }
    return answer;
  }

  /// Operation and body of each request.
  List<String> requests() {
    return requests;
  }
}
