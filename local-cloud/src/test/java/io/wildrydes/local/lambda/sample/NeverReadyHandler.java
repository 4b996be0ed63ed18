// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.concurrent.locks.LockSupport;

/// Never ends its initialisation.
public final class NeverReadyHandler implements RequestHandler<Object, Object> {
  private boolean ready;

  public NeverReadyHandler() {
    while (!ready) {
      LockSupport.park();
    }
  }

  @Override
  public Object handleRequest(Object input, Context context) {
    ready = true;
    return input;
  }
}
