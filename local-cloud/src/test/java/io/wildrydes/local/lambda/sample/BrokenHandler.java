// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/// Cannot be initialised.
public final class BrokenHandler implements RequestHandler<Object, Object> {
  public BrokenHandler() {
    throw new IllegalArgumentException("no settings");
  }

  @Override
  public Object handleRequest(Object input, Context context) {
    return input;
  }
}
