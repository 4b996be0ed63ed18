// SPDX-License-Identifier: Apache-2.0
package io.wildrydes.local.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;

/// The main class of the process that DynamoDB Local runs in: lets it listen on the loopback
/// interface alone, on a free port, which it prints, and ends it with the local cloud.
///
/// The local cloud holds the other end of standard input and never writes to it, so the end of that
/// is the end of the local cloud, however it came; then the folders that the process was given go
/// too. It alone decides: an interrupt from the keyboard, which reaches every process of a
/// terminal, waits until the local cloud has ended what it does.
///
/// DynamoDB Local is found by reflection, because nothing here is compiled with it; of its flags
/// none chooses an address, so its one connector is told. This class uses no other of ours: it is
/// alone on the class path there.
final class DynamoDbLocalMain {
  /// What stands before the port in the line that says it is ready.
  static final String READY = "DynamoDB Local listens on port ";

  private static final String RUNNER = "software.amazon.dynamodb.services.local.main.ServerRunner";
  private static final long IDLE_LIMIT_MS = 600_000;

  private DynamoDbLocalMain() {}

  /// Runs until standard input ends.
  ///
  /// @param args a count of folders, those folders, then DynamoDB Local's own
  public static void main(String[] args) throws Exception {
    int folders = Integer.parseInt(args[0]);
    var own = new String[args.length - folders - 1];
    System.arraycopy(args, folders + 1, own, 0, own.length);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(ended), "local-cloud-ends-us"));
    int status = 1;
    try {
      System.out.println(READY + start(own));
      while (System.in.read() >= 0) {
        // nothing is ever sent
      }
      for (int i = 1; i <= folders; i++) {
        delete(Path.of(args[i]));
      }
      status = 0;
    } catch (ReflectiveOperationException e) {
      System.out.println(e + " " + e.getCause());
    } finally {
      Runtime.getRuntime().halt(status); // an exit would wait for the hook
    }
  }

  /// Starts DynamoDB Local.
  ///
  /// @return its port
  private static int start(String[] args) throws ReflectiveOperationException {
    var proxy =
        Class.forName(RUNNER)
            .getMethod("createServerFromCommandLineArgs", String[].class)
            .invoke(null, (Object) args);
    var field = proxy.getClass().getDeclaredField("server");
    field.setAccessible(true);
    var server = field.get(proxy);
    var connector = ((Object[]) call(server, "getConnectors"))[0];
    var type = connector.getClass();
    type.getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
    type.getMethod("setPort", int.class).invoke(connector, 0);
    type.getMethod("setIdleTimeout", long.class).invoke(connector, IDLE_LIMIT_MS);
    call(proxy, "start");
    return (int) call(connector, "getLocalPort");
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  /// What stays is deleted by the next local cloud to start.
  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException _) {
      // one that has started already is deleting it
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
