// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.Arrays;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.spi.ObjectThreadContextMap;
import org.jspecify.annotations.Nullable;

/// The fields that every line of the current thread's invocation carries. Bound to the thread, so
/// several invocations may run in one environment at a time.
final class InvocationContext {
  private InvocationContext() {}

  static void open(String service) {
    ThreadContext.clearMap();
    put("service", service);
  }

  static void open(String service, Context lambda, boolean coldStart) {
    open(service);
    put("functionName", lambda.getFunctionName());
    put("functionVersion", lambda.getFunctionVersion());
    put("AWSRequestId", lambda.getAwsRequestId());
    put("traceId", root(lambda.getXrayTraceId()));
    put("correlationId", lambda.getAwsRequestId());
    put("coldStart", coldStart);
  }

  static void put(LogField field) {
    put(field.key(), field.value());
  }

  static void close() {
    ThreadContext.clearMap();
  }

  // Lambda's own types are not null-marked: a test context or a missing trace gives null here.
  private static void put(String key, @Nullable Object value) {
    if (value == null || value.equals("")) {
      return;
    }
    if (ThreadContext.getThreadContextMap() instanceof ObjectThreadContextMap typed) {
      typed.putValue(key, value);
    } else {
      ThreadContext.put(key, value.toString());
    }
  }

  private static String root(@Nullable String header) {
    return header == null
        ? ""
        : Arrays.stream(header.split(";"))
            .map(String::strip)
            .filter(part -> part.startsWith("Root="))
            .map(part -> part.substring("Root=".length()))
            .findFirst()
            .orElse("");
  }
}
