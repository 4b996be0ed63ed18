// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda.sample;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.concurrent.locks.LockSupport;

/// Cannot be restored from a snapshot; told so, it hangs instead of saying it.
public final class UnrestorableHandler implements RequestHandler<Object, Object>, Resource {
  public UnrestorableHandler() {
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(
      com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {}

  @Override
  public void afterRestore(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
    while (System.getenv("HANG") != null) {
      LockSupport.park();
    }
    throw new IllegalStateException("no connection");
  }

  @Override
  public Object handleRequest(Object input, Context context) {
    return input;
  }
}
