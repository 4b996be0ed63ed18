// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.riderecord;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.wildrydes.kit.PerEnvironment;
import io.wildrydes.kit.http.HttpEntry;
import io.wildrydes.kit.priming.Priming;
import io.wildrydes.kit.telemetry.Telemetry;
import io.wildrydes.kit.telemetry.Tracer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;

/// Lambda entry of `POST /record`.
public final class PutRideRecordHandler implements RequestStreamHandler {
  private final HttpEntry entry;
  private final Priming priming;

  public PutRideRecordHandler() {
    this(RideRecordConfig.from(System.getenv()), InstantSource.system());
  }

  PutRideRecordHandler(Telemetry telemetry, Recording recording, InstantSource clock) {
    var warmUp = new RideRecordPriming(telemetry);
    this.entry = entry(telemetry, recording, clock);
    this.priming =
        new Priming(
                telemetry,
                () ->
                    warmUp.run(primed ->
                        entry(telemetry, primed, RideRecordPriming.CLOCK)
                            .warmUp(RideRecordPriming.RIDE)),
                List.<PerEnvironment>of(recording))
            .register();
  }

  private PutRideRecordHandler(RideRecordConfig config, InstantSource clock) {
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

  private static HttpEntry entry(Telemetry telemetry, Recording recording, InstantSource clock) {
    return HttpEntry.internalRoute(
        telemetry, "record", new PutRideRecord(telemetry, recording, clock)::put);
  }
}
