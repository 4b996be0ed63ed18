// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.kit.telemetry;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.SubsegmentImpl;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceHeader.SampleDecision;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.IgnoreErrorContextMissingStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import io.wildrydes.kit.PerEnvironment;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Opens subsegments under the segment that Lambda itself reports; the only type that knows the
/// X-Ray SDK. Without a trace header (unit tests, priming) everything here does nothing, quietly.
///
/// Lambda owns the segment: it is never begun, changed or ended here.
/// <https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-java-subsegments.html>
public final class Tracer implements PerEnvironment {
  private final Supplier<AWSXRayRecorder> recorders;
  private volatile AWSXRayRecorder recorder;

  public Tracer() {
    this(Tracer::lambdaRecorder);
  }

  Tracer(Supplier<AWSXRayRecorder> recorders) {
    this.recorders = recorders;
    this.recorder = install();
  }

  /// Runs work within a subsegment; an exception is recorded on it and passes through.
  public <T, E extends Exception> T subsegment(String name, Traced<T, E> work) throws E {
    return this.<T, E, RuntimeException>run(recorder.beginSubsegment(name), work::run);
  }

  /// Runs an outgoing HTTP call within a remote subsegment named after the host. The query is left
  /// out, it may carry personal data.
  public <T> T remote(String method, URI uri, RemoteCall<T> call)
      throws IOException, InterruptedException {
    var subsegment = recorder.beginSubsegment(uri.getHost());
    describe(subsegment, method, uri);
    return this.<T, IOException, InterruptedException>run(subsegment, call::run);
  }

  /// Annotates the subsegment now open on this thread, if any.
  public void annotate(LogField field) {
    recorder.getCurrentSubsegmentOptional().ifPresent(open -> annotate(open, field));
  }

  /// Forgets the trace of this thread's invocation. The SDK replaces it only when the trace id
  /// changes, so a retry, which has the same, would be reported under the parent of the try before.
  void detach() {
    recorder.clearTraceEntity();
  }

  @Override
  public void discard() {
    // A recorder holds no trace between invocations; its socket is replaced on renewal.
  }

  /// A new recorder: its emitter's socket and daemon address belong to the restored environment.
  @Override
  public void renew() {
    recorder = install();
  }

  /// Loads what the first traced request needs: opens, annotates, fails and writes the subsegment
  /// of a remote call in a made-up trace, which is not sent.
  void warmUp() {
    var segment =
        new FacadeSegment(recorder, TraceID.create(recorder), "0", SampleDecision.SAMPLED);
    var subsegment = new SubsegmentImpl(recorder, "warm-up", segment);
    subsegment.setParent(segment);
    describe(subsegment, "POST", URI.create("http://warm-up/"));
    var span = new XRaySpan(subsegment);
    span.annotate(LogField.attempt(1));
    span.answered(200, 0);
    span.exception(new IllegalStateException("warm-up"));
    var _ = span.traceHeader();
    var _ = subsegment.streamSerialize();
  }

  private AWSXRayRecorder install() {
    var created = recorders.get();
    AWSXRay.setGlobalRecorder(created); // where the AWS SDK's instrumentation looks
    return created;
  }

  private <T, E extends Exception, F extends Exception> T run(
      Subsegment subsegment, Work<T, E, F> work) throws E, F {
    try {
      return work.run(new XRaySpan(subsegment));
    } catch (Throwable e) {
      subsegment.addException(e);
      throw e;
    } finally {
      recorder.endSubsegment(); // given one, it would leave that the parent of what follows
    }
  }

  private static AWSXRayRecorder lambdaRecorder() {
    return AWSXRayRecorderBuilder.standard()
        .withContextMissingStrategy(new IgnoreErrorContextMissingStrategy())
        .withSamplingStrategy(new NoSamplingStrategy()) // Lambda decides, through the trace header
        .build();
  }

  private static void describe(Subsegment subsegment, String method, URI uri) {
    subsegment.setNamespace("remote");
    var url = uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    subsegment.putHttp("request", Map.of("method", method, "url", url));
  }

  private static void annotate(Subsegment subsegment, LogField field) {
    switch (field.value()) {
      case Number number -> subsegment.putAnnotation(field.key(), number);
      case Boolean flag -> subsegment.putAnnotation(field.key(), flag);
      case Object value -> subsegment.putAnnotation(field.key(), value.toString());
    }
  }

  /// Work that runs within a subsegment.
  @FunctionalInterface
  public interface Traced<T, E extends Exception> {
    T run(Span span) throws E;
  }

  /// An outgoing HTTP call.
  @FunctionalInterface
  public interface RemoteCall<T> {
    T run(Span span) throws IOException, InterruptedException;
  }

  @FunctionalInterface
  private interface Work<T, E extends Exception, F extends Exception> {
    T run(Span span) throws E, F;
  }

  private record XRaySpan(Subsegment subsegment) implements Span {
    @Override
    public void annotate(LogField field) {
      Tracer.annotate(subsegment, field);
    }

    @Override
    public void status(int status) {
      subsegment.setFault(status >= 500);
      subsegment.setError(status >= 400 && status < 500);
      subsegment.setThrottle(status == 429);
    }

    @Override
    public void answered(int status, long contentLength) {
      status(status);
      subsegment.putHttp("response", Map.of("status", status, "content_length", contentLength));
    }

    @Override
    public void exception(Throwable exception) {
      subsegment.addException(exception);
    }

    @Override
    public Optional<String> traceHeader() {
      return subsegment.shouldPropagate()
          ? Optional.of(TraceHeader.fromEntity(subsegment).toString())
          : Optional.empty();
    }
  }
}
