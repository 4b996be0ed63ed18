// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.lambda.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Does what the event's text asks for, and answers the event otherwise.
public final class EchoHandler implements RequestStreamHandler {
  private static final int OVER_SIX_MEGABYTES = 7_000_000;
  private static final int BLOCK = 8 << 20;

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    output.write(answer(event, context).getBytes(StandardCharsets.UTF_8));
  }

  private static String answer(String event, Context context) throws IOException {
    return switch (event) {
      case "\"throw\"" -> throw new IllegalStateException("broken on purpose");
      case "\"exit\"" -> {
        System.exit(3);
        yield event;
      }
      case "\"halt\"" -> {
        Runtime.getRuntime().halt(7);
        yield event;
      }
      case "\"exhaust\"" -> throw new OutOfMemoryError("as if");
      case "\"sleep\"" -> pause(30_000, event);
      case "\"hang\"" -> {
        System.out.println("about to hang");
        while (true) {
          LockSupport.park();
        }
      }
      case "\"nap\"" -> pause(300, event);
      case "\"environment\"" -> quoted(new TreeMap<>(System.getenv()).toString());
      case "\"trace\"" -> quoted(String.valueOf(context.getXrayTraceId()));
      case "\"pid\"" -> Long.toString(ProcessHandle.current().pid());
      case "\"zone\"" -> quoted(ZoneId.systemDefault().toString());
      case "\"heap\"" -> Long.toString(Runtime.getRuntime().maxMemory());
      case "\"file\"" -> quoted(Files.readString(Path.of("settings.txt")));
      case "\"hoard\"" -> hoard();
      case "\"swell\"" -> swell(context.getMemoryLimitInMB());
      case "\"large\"" -> quoted("x".repeat(OVER_SIX_MEGABYTES));
      case "\"log\"" -> {
        System.out.println("printed line");
        context.getLogger().log("logged line 1\nlogged line 2");
        yield event;
      }
      default -> event.startsWith("\"until ") ? awaitSign(Path.of(unquoted(event))) : event;
    };
  }

  /// Keeps what it allocates until the heap is full.
  private static String hoard() {
    var kept = new Object[] {new byte[BLOCK]};
    while (kept.length > 0) {
      kept = new Object[] {kept, new byte[BLOCK]};
    }
    return "";
  }

  /// Takes twice as much memory outside the heap as the function has in all, then hangs.
  private static String swell(int megabytes) {
    var kept = new ArrayList<MemorySegment>();
    for (int i = 0; i < 2 * megabytes; i += BLOCK >> 20) {
      kept.add(Arena.global().allocate(BLOCK));
    }
    while (!kept.isEmpty()) {
      LockSupport.park();
    }
    return "";
  }

  private static String pause(long millis, String answer) {
    System.out.println("about to sleep");
    try {
      new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }

  /// Waits until there is a file of this name; answers what the function was made with.
  private static String awaitSign(Path sign) throws IOException {
    System.out.println("waiting for a sign");
    while (!Files.exists(sign)) {
      LockSupport.parkNanos(10_000_000);
    }
    return quoted(Files.readString(Path.of("settings.txt")));
  }

  private static String unquoted(String until) {
    return until.substring("\"until ".length(), until.length() - 1);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
