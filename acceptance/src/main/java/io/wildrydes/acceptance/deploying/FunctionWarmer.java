// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.acceptance.deploying;

import io.wildrydes.acceptance.AwsAccess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;

/// Invokes functions that start from a snapshot, several times at once, with an event that does no
/// business: functions behind a queue see a batch without messages in it, those behind an API a
/// body that they refuse.
final class FunctionWarmer implements AutoCloseable {
  private static final String OUTPUT = "FunctionName";
  private static final String ALIAS = "live";
  private static final String NO_BUSINESS =
      "{\"Records\":[],"
          + "\"httpMethod\":\"POST\",\"path\":\"/\",\"headers\":{\"x-correlation-id\":\"warm-up\"},"
          + "\"body\":\"warm-up\",\"isBase64Encoded\":false,"
          + "\"requestContext\":{\"requestId\":\"warm-up\"}}";

  /// An idle version loses its snapshot after 14 days; its next invocation is refused while Lambda
  /// makes a new one: https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html.
  private static final int MAX_NOT_READY = 24;

  private static final Duration NOT_READY_PAUSE = Duration.ofSeconds(5);

  private final LambdaClient lambda;
  private final Consumer<Duration> pause;

  private FunctionWarmer(LambdaClient lambda, Consumer<Duration> pause) {
    this.lambda = lambda;
    this.pause = pause;
  }

  /// @param patience how long an invocation may take
  /// @param pause returns after a while
  static FunctionWarmer of(AwsAccess aws, Duration patience, Consumer<Duration> pause) {
    return new FunctionWarmer(aws.client(LambdaClient.builder(), patience), pause);
  }

  /// Warms every function of a stack that has SnapStart, in the order of their names.
  ///
  /// @param outputs the stack's: each function's name in one that ends in `FunctionName`
  /// @param times invocations at once, so many environments at most
  List<WarmFunction> warm(Map<String, String> outputs, int times) throws InterruptedException {
    var warmed = new ArrayList<WarmFunction>();
    for (var output : new TreeMap<>(outputs).entrySet()) {
      if (output.getKey().endsWith(OUTPUT) && startsFromSnapshot(output.getValue())) {
        warmed.add(warm(output.getValue(), times));
      }
    }
    return warmed;
  }

  @Override
  public void close() {
    lambda.close();
  }

  private boolean startsFromSnapshot(String function) {
    var config =
        lambda.getFunctionConfiguration(get -> get.functionName(function).qualifier(ALIAS));
    return config.snapStart() != null
        && config.snapStart().optimizationStatus() == SnapStartOptimizationStatus.ON;
  }

  private WarmFunction warm(String function, int times) throws InterruptedException {
    var start = new CountDownLatch(1);
    var reports = new ArrayList<ReportLine>();
    var problem = "";
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<InvokeResponse>>();
      for (int i = 0; i < times; i++) {
        running.add(
            executor.submit(() -> {
              start.await();
              return invoke(function);
            }));
      }
      start.countDown();
      for (var invocation : running) {
        problem = taken(invocation, reports, problem);
      }
    }
    return new WarmFunction(function, reports, problem);
  }

  /// The first problem so far.
  private static String taken(
      Future<InvokeResponse> invocation, List<ReportLine> reports, String before)
      throws InterruptedException {
    try {
      var answer = invocation.get();
      ReportLine.in(logTail(answer)).ifPresent(reports::add);
      return before.isEmpty() && answer.functionError() != null
          ? "answered an error: " + answer.payload().asUtf8String()
          : before;
    } catch (ExecutionException e) {
      return before.isEmpty() ? String.valueOf(e.getCause()) : before;
    }
  }

  private InvokeResponse invoke(String function) {
    for (int refused = 0; ; refused++) {
      try {
        return lambda.invoke(invoke ->
            invoke
                .functionName(function)
                .qualifier(ALIAS)
                .logType(LogType.TAIL)
                .payload(SdkBytes.fromUtf8String(NO_BUSINESS)));
      } catch (SnapStartNotReadyException e) {
        if (refused == MAX_NOT_READY) {
          throw e;
        }
        pause.accept(NOT_READY_PAUSE);
      }
    }
  }

  private static String logTail(InvokeResponse answer) {
    return answer.logResult() == null
        ? ""
        : new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8);
  }
}
