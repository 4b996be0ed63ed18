// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.wildrydes.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers invocations and answers each with the result set last.
final class FakeFunctions implements Functions {
  final List<Invocation> invocations = new CopyOnWriteArrayList<>();
  private volatile Result result = success("{\"statusCode\":200,\"body\":\"{}\"}");

  static Result success(String payload) {
    return new Result.Success("lambda-1", payload.getBytes(StandardCharsets.UTF_8));
  }

  void answer(Result next) {
    result = next;
  }

  JsonNode lastEvent() {
    return Json.parse(invocations.getLast().payload());
  }

  @Override
  public Result invoke(Invocation invocation) {
    invocations.add(invocation);
    return result;
  }
}
