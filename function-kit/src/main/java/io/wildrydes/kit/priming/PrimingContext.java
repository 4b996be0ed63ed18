// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.priming;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/// The context of an invocation that only primes. `LogConfiguration` drops every line of this
/// request id, so that priming leaves neither log lines nor metrics.
public final class PrimingContext implements Context {
  private static final String REQUEST_ID = "priming";

  @Override
  public String getAwsRequestId() {
    return REQUEST_ID;
  }

  @Override
  public String getLogGroupName() {
    return REQUEST_ID;
  }

  @Override
  public String getLogStreamName() {
    return REQUEST_ID;
  }

  @Override
  public String getFunctionName() {
    return REQUEST_ID;
  }

  @Override
  public String getFunctionVersion() {
    return REQUEST_ID;
  }

  @Override
  public String getInvokedFunctionArn() {
    return REQUEST_ID;
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException("priming has no identity");
  }

  @Override
  public ClientContext getClientContext() {
    throw new UnsupportedOperationException("priming has no client");
  }

  /// As much as Delivery needs to start a try.
  @Override
  public int getRemainingTimeInMillis() {
    return 28_000;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1024;
  }

  @Override
  public LambdaLogger getLogger() {
    throw new UnsupportedOperationException("functions log through function-kit");
  }
}
