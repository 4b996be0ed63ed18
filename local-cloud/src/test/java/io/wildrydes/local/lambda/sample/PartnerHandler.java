// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/// Notes in a file that it has begun, waits until it may go on, calls its partner and notes the
/// answer in another file.
public final class PartnerHandler implements RequestHandler<Object, Object> {
  private static final long LOOK_NANOS = 10_000_000;

  private final Path folder = Path.of(System.getenv("FOLDER"));
  private final URI partner = URI.create(System.getenv("PARTNER"));

  @Override
  public Object handleRequest(Object input, Context context) {
    try {
      call(); // so that neither side has anything to start later
      note("begun", "one");
      while (Files.notExists(folder.resolve("go"))) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      note("answers", call());
      return "done";
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String call() throws InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(partner).build();
      return String.valueOf(client.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return e.getClass().getName();
    }
  }

  private void note(String file, String line) throws IOException {
    Files.writeString(
        folder.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
