// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda.sample;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/// Cannot be restored from a snapshot.
public final class UnrestorableHandler implements RequestHandler<Object, Object>, Resource {
  public UnrestorableHandler() {
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(
      com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {}

  @Override
  public void afterRestore(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
    throw new IllegalStateException("no connection");
  }

  @Override
  public Object handleRequest(Object input, Context context) {
    return input;
  }
}
