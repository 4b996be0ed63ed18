// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/// Ends its process while it is initialised.
public final class QuittingHandler implements RequestHandler<Object, Object> {
  public QuittingHandler() {
    Runtime.getRuntime().halt(9);
  }

  @Override
  public Object handleRequest(Object input, Context context) {
    return input;
  }
}
