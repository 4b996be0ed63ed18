// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/// Never ends its initialisation; told of a file, only as long as that is not there.
public final class NeverReadyHandler implements RequestHandler<Object, Object> {
  private boolean ready;

  public NeverReadyHandler() throws IOException {
    var once = System.getenv("ONCE");
    ready = once != null && !new File(once).createNewFile();
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
