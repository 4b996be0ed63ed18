// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.wildrydes.kit.PerEnvironment;
import io.wildrydes.kit.priming.Priming;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;

/// Lambda entry for the queue of rides whose record was deferred.
public final class PutDeferredRideRecordHandler implements RequestStreamHandler {
  private final DeferredRides entry;
  private final Priming priming;

  public PutDeferredRideRecordHandler() {
    this(RideRecordConfig.from(System.getenv()), InstantSource.system());
  }

  PutDeferredRideRecordHandler(Telemetry telemetry, Recording recording, InstantSource clock) {
    var warmUp = new RideRecordPriming(telemetry);
    this.entry = new DeferredRides(telemetry, recording, clock);
    this.priming =
        new Priming(
                telemetry,
                () ->
                    warmUp.run(primed ->
                        RideRecordPriming.warmUp(
                            new DeferredRides(telemetry, primed, RideRecordPriming.CLOCK))),
                List.<PerEnvironment>of(recording))
            .register();
  }

  private PutDeferredRideRecordHandler(RideRecordConfig config, InstantSource clock) {
    var telemetry = new Telemetry(config.service(), new Tracer(), clock);
    this(telemetry, Recordings.create(telemetry, config, clock), clock);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    entry.handle(in, out, context);
  }

  Priming priming() {
    return priming;
  }
}
