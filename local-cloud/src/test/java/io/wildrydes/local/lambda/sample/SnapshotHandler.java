// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda.sample;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Notes which of its snapshot hooks have run, and answers the notes with its process and the
/// credentials it is served. Given a folder, it waits there for another process first.
public final class SnapshotHandler implements RequestHandler<Object, List<String>>, Resource {
  private final List<String> notes = new ArrayList<>();

  public SnapshotHandler() {
    notes.add("initialised");
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(
      com.amazonaws.services.lambda.crac.Context<? extends Resource> context) throws IOException {
    notes.add("before checkpoint");
    var mark = System.getenv("PRIMED_MARK");
    if (mark != null) {
      Files.createFile(Path.of(mark));
    }
  }

  @Override
  public void afterRestore(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
    notes.add("after restore");
  }

  @Override
  public List<String> handleRequest(Object input, Context context) {
    if (input instanceof String file) {
      meet(Path.of(file));
    }
    var answer = new ArrayList<>(notes);
    answer.add(context.getFunctionVersion());
    answer.add(Long.toString(ProcessHandle.current().pid()));
    answer.add(credentials());
    return answer;
  }

  /// Leaves a sign in the folder and waits until another process has left one, too.
  private static void meet(Path folder) {
    try {
      Files.createFile(folder.resolve(Long.toString(ProcessHandle.current().pid())));
      while (signs(folder) < 2) {
        LockSupport.parkNanos(10_000_000);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long signs(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  private static String credentials() {
    var request =
        HttpRequest.newBuilder(URI.create(System.getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI")))
            .header("Authorization", System.getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN"))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
