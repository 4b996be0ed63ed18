// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.testing;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;

/// An invocation's context as a function test needs it.
public record FakeLambdaContext(String requestId, String functionName, Duration remaining)
    implements Context {
  public static final String TRACE_ROOT = "1-5759e988-bd862e3fe1be46a994272793";

  public static FakeLambdaContext of(String requestId) {
    return new FakeLambdaContext(requestId, "wild-rydes-test", Duration.ofSeconds(28));
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + functionName;
  }

  @Override
  public String getLogStreamName() {
    return "2026/01/01/[1]0123456789abcdef";
  }

  @Override
  public String getFunctionName() {
    return functionName;
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:eu-west-1:123456789012:function:" + functionName + ":live";
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException("no function of this project asks for an identity");
  }

  @Override
  public ClientContext getClientContext() {
    throw new UnsupportedOperationException("no function of this project asks for a client");
  }

  @Override
  public int getRemainingTimeInMillis() {
    return Math.toIntExact(remaining.toMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1024;
  }

  @Override
  public LambdaLogger getLogger() {
    throw new UnsupportedOperationException("functions log through function-kit");
  }

  @Override
  public String getXrayTraceId() {
    return "Root=" + TRACE_ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1";
  }
}
