// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Answers a gateway's request with its path; hangs instead when it is told to.
public final class GatewayHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    while (System.getenv("HANG") != null) {
      LockSupport.park();
    }
    return Map.of("statusCode", 200, "body", String.valueOf(event.get("path")));
  }
}
